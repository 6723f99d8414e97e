package io.punctual.workflow.firm;

import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.identity.Caller;
import io.punctual.ground.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What admins do with their firm's settings. */
@ApplicationScoped
public class SettingsAdmin {
    private final EntityManager entities;
    private final Firms firms;
    private final SenderList senders;
    private final AuditTrail audit;
    private final Caller caller;
    private final Clock clock;

    SettingsAdmin(
            EntityManager entities, Firms firms, SenderList senders, AuditTrail audit, Caller caller, Clock clock) {
        this.entities = entities;
        this.firms = firms;
        this.senders = senders;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** Settings as they are read, and their version: 0 where nothing was ever set. */
    public record Current(SettingsView view, int version) {}

    /** Reads the settings; those of a firm that has set nothing are the defaults. */
    @Transactional
    public Current read() {
        UUID firmId = caller.firmId();
        return current(firmId, entities.find(FirmSettings.class, firmId));
    }

    /**
     * Replaces the settings.
     *
     * @param seen the version that the caller's change is based on
     * @throws Problem 409 {@code changed_meanwhile} where the version is another by now
     */
    @Transactional
    public Current change(int seen, FirmSettings.Values values) {
        FirmSettings settings = locked();
        if (settings.version() != seen) {
            throw Problem.conflict(
                    "changed_meanwhile",
                    "Somebody else changed it at the same time: read it again and repeat the change.");
        }
        apply(settings, values);
        return current(caller.firmId(), settings);
    }

    /**
     * Adds an address to the senders.
     *
     * @throws Problem 409 {@code sender_exists}, 422 {@code too_many}
     */
    @Transactional
    void add(String address) {
        FirmSettings settings = locked();
        if (settings.values().senders().stream().anyMatch(address::equalsIgnoreCase)) {
            throw Problem.conflict("sender_exists", "This address is one of the firm's senders already.");
        }
        apply(settings, settings.values().withSenders("address", List.of(address)));
    }

    /**
     * Adds those of these addresses to the senders that are missing.
     *
     * @throws Problem 422 {@code too_many}
     */
    @Transactional
    void addMissing(List<String> addresses) {
        FirmSettings settings = locked();
        FirmSettings.Values values = settings.values();
        List<String> missing = addresses.stream()
                .filter(address -> values.senders().stream().noneMatch(address::equalsIgnoreCase))
                .toList();
        apply(settings, values.withSenders("from_addresses", missing));
    }

    /** Takes an address off the senders, and off being the default. */
    @Transactional
    void remove(String address) {
        FirmSettings settings = locked();
        apply(settings, settings.values().withoutSender(address));
    }

    /** The settings, held until the transaction ends. */
    private FirmSettings locked() {
        UUID firmId = caller.firmId();
        firms.addSettingsWhereMissing(firmId, FirmSenders.NONE, 0, now());
        return entities.find(FirmSettings.class, firmId, LockModeType.PESSIMISTIC_WRITE);
    }

    private void apply(FirmSettings settings, FirmSettings.Values values) {
        UUID firmId = caller.firmId();
        Instant now = now();
        List<String> changed = changed(settings.values(), values);
        if (changed.isEmpty()) {
            return;
        }
        settings.change(values, now);
        entities.flush();
        if (changed.contains("senders")) {
            senders.match(firmId, values.senders(), now);
        }
        audit.record(
                firmId, new Fact("settings_changed", "settings", firmId.toString(), now, Map.of("changed", changed)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Current current(UUID firmId, @Nullable FirmSettings settings) {
        FirmSettings.Values values = settings == null ? FirmSettings.Values.DEFAULTS : settings.values();
        return new Current(
                SettingsView.of(values, senders.pending(firmId), firms.profile(firmId)),
                settings == null ? 0 : settings.version());
    }

    private static List<String> changed(FirmSettings.Values before, FirmSettings.Values after) {
        List<String> names = new ArrayList<>();
        if (!Objects.equals(before.defaultFrom(), after.defaultFrom())) {
            names.add("default_from");
        }
        if (!before.senders().equals(after.senders())) {
            names.add("senders");
        }
        if (before.beforeMeetingLatenessMinutes() != after.beforeMeetingLatenessMinutes()) {
            names.add("before_meeting_lateness_minutes");
        }
        if (before.latenessMinutes() != after.latenessMinutes()) {
            names.add("lateness_minutes");
        }
        return List.copyOf(names);
    }
}
