package io.punctual.workflow.action.email;

import io.punctual.ground.id.Ids;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.problem.Problem;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.firm.SmtpAccount;
import io.punctual.workflow.firm.SmtpAccountAdmin;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tries a firm's own mail server account over HTTP. */
@Path("/api/v1/settings/smtp-account/test")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settings", description = "What a firm's admin sets.")
@RolesAllowed(Roles.ADMIN)
public class SmtpAccountTrialResource {
    private final SmtpAccountAdmin admin;
    private final MailGateway gateway;
    private final Clock clock;

    SmtpAccountTrialResource(SmtpAccountAdmin admin, MailGateway gateway, Clock clock) {
        this.admin = admin;
        this.gateway = gateway;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param result a code
     */
    @Schema(name = "SmtpAccountTrial", description = "What came of a mail that was sent to try an account.")
    public record Trial(
            @Schema(
                    description =
                            "`sent`, or why not: `smtp_auth_failed`, `smtp_tls_failed`, `destination_refused`, `smtp_unreachable`, "
                                    + "`smtp_timeout`, `smtp_temporary`, `rejected`, `account_locked`. Nothing that the server said.",
                    required = true,
                    examples = "\"sent\"")
            String result) {}

    @POST
    @Operation(
            operationId = "testSmtpAccount",
            summary = "Try the firm's own mail server account",
            description =
                    "Sends one mail through the account, from its first address to itself, and says with a code what came of it. 404 "
                            + "where the firm has no account. Admins only.")
    @APIResponseSchema(value = Trial.class, responseCode = "200", responseDescription = "What came of it.")
    @APIResponse(
            responseCode = "404",
            description = "The firm has no account.",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "Problem")))
    public Trial test() throws InterruptedException {
        SmtpAccount account = admin.read().orElseThrow(Problem::notFound);
        EmailAddress address = Objects.requireNonNull(
                EmailAddress.parse(account.fromAddresses().getFirst()));
        Letter letter = new Letter(
                Ids.next(),
                address,
                address,
                List.of(),
                null,
                "Test of your mail server account",
                "This mail went through your mail server account. Nothing is to be done.",
                null,
                null,
                clock.instant());
        String result = switch (gateway.sendAtOnce(account.firmId(), letter)) {
            case ActionOutcome.Done _ -> "sent";
            case ActionOutcome.NoRecipient _ -> "rejected";
            case ActionOutcome.Transient failure -> failure.errorCode();
            case ActionOutcome.Permanent failure -> failure.errorCode();
            case ActionOutcome.Deferred deferred -> deferred.code();
        };
        admin.tried(account, result);
        return new Trial(result);
    }
}
