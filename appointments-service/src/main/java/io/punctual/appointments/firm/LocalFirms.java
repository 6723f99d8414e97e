package io.punctual.appointments.firm;

import io.punctual.ground.tenancy.Acting;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.UUID;

/** Creates the two demo firms where the service runs on a laptop, and nowhere else. */
@ApplicationScoped
public class LocalFirms {
    private static final Map<String, String> NAMES = Map.of(
            "00000000-0000-7000-8000-00000000ac3e", "Acme Advisory",
            "00000000-0000-7000-8000-000000910be0", "Globex");

    private final FirmAdmin admin;

    LocalFirms(FirmAdmin admin) {
        this.admin = admin;
    }

    void create(@Observes StartupEvent start) {
        if (ConfigUtils.isProfileActive("local")) {
            createMissing();
        }
    }

    /** Creates whichever does not exist yet. */
    public void createMissing() {
        Acting.asOperator(() -> NAMES.forEach((id, name) ->
                admin.createIfMissing(UUID.fromString(id), new FirmProfile(name, "Europe/Berlin", "en-GB", "DE"))));
    }
}
