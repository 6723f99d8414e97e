package io.punctual.workflow.firm;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where the link of a mail leads. Looking at it changes nothing, since mail scanners look at every link; its button confirms. */
@Path(SenderLinks.PATH)
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class SenderConfirmationPage {
    private final SendersAdmin admin;

    SenderConfirmationPage(SendersAdmin admin) {
        this.admin = admin;
    }

    /** Asks. */
    record Ask(String token) implements TemplateInstance {}

    /** Says what came of it. */
    record Result(boolean confirmed) implements TemplateInstance {}

    @GET
    @Operation(hidden = true)
    public Response ask(@QueryParam("token") @Nullable String token) {
        return parse(token)
                .map(found -> page(200, new Ask(found.text())))
                .orElseGet(() -> page(404, new Result(false)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response confirm(@FormParam("token") @Nullable String token) {
        boolean confirmed = parse(token).map(admin::confirm).orElse(false);
        return page(confirmed ? 200 : 404, new Result(confirmed));
    }

    private static Optional<SenderToken> parse(@Nullable String token) {
        return Optional.ofNullable(token).flatMap(SenderToken::parse);
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .entity(page.render())
                .type("text/html; charset=utf-8")
                .build();
    }
}
