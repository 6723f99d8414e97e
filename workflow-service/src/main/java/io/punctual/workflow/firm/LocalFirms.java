package io.punctual.workflow.firm;

import io.punctual.ground.tenancy.Acting;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The two firms of a laptop, made at each start in the {@code local} profile where they are missing, and nowhere else. */
@ApplicationScoped
public class LocalFirms {
    private final Firms firms;
    private final Senders senders;
    private final Clock clock;

    LocalFirms(Firms firms, Senders senders, Clock clock) {
        this.firms = firms;
        this.senders = senders;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent start) {
        if (ConfigUtils.isProfileActive("local")) {
            create();
        }
    }

    /** Makes what is missing, and leaves what is there as it is. */
    void create() {
        add("00000000-0000-7000-8000-00000000ac3e", "Acme Advisory", "no-reply@acme.example");
        add("00000000-0000-7000-8000-000000910be0", "Globex", "no-reply@globex.example");
    }

    private void add(String id, String name, String sender) {
        UUID firmId = UUID.fromString(id);
        Acting.forFirm(
                firmId,
                () -> QuarkusTransaction.requiringNew().run(() -> {
                    firms.addWhereUnknown(new FirmProfile(firmId, name, "Europe/Berlin", "en-GB"));
                    Instant now = clock.instant();
                    if (firms.addSettingsWhereMissing(firmId, new FirmSenders(sender, List.of(sender)), 1, now)) {
                        senders.match(firmId, List.of(sender), now, now);
                    }
                }));
    }
}
