package io.punctual.ground.apikey;

import io.punctual.ground.apikey.ApiKeyAdmin.Made;
import io.punctual.ground.command.CommandOutput;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.tenancy.Acting;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The command that makes a firm's first key, where no identity provider lets its admin in: whoever runs the service runs it, and
 * hands the key over. Exit 2 for a wrong call.
 */
public class CreateKeyCommand implements QuarkusApplication {
    /** The argument of the packaged service that asks for it; a firm's id and what the key is for follow. */
    public static final String NAME = "create-api-key";

    private static final Logger LOG = Logger.getLogger(CreateKeyCommand.class);
    private static final int WRONG_CALL = 2;
    private static final int MAX_NAME = 100;

    private final ApiKeyAdmin admin;
    private final CommandOutput output;

    CreateKeyCommand(ApiKeyAdmin admin, CommandOutput output) {
        this.admin = admin;
        this.output = output;
    }

    @Override
    public int run(String... args) throws Exception {
        Optional<UUID> firm = args.length == 3 ? id(args[1]) : Optional.empty();
        if (firm.isEmpty() || args[2].isBlank() || args[2].length() > MAX_NAME) {
            LOG.errorf("%s takes a firm's id, and what the key is for in at most %d characters", NAME, MAX_NAME);
            return WRONG_CALL;
        }
        output.write(make(firm.get(), args[2]));
        return 0;
    }

    /** Makes a key of an admin, who makes all others. */
    public ApiKeyView make(UUID firm, String name) {
        NewApiKey wish = new NewApiKey(name, Roles.ADMIN, null);
        Made made = Acting.forFirm(firm, () -> admin.create(firm, wish, NAME));
        return ApiKeyView.of(made.key(), made.text().text());
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
