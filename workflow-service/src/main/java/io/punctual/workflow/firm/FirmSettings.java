package io.punctual.workflow.firm;

import io.punctual.ground.problem.Problem;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What a firm's admin has set. */
@Entity
@Table(name = "firm_settings")
public class FirmSettings {
    @Id
    private UUID firmId;

    @Column
    private @Nullable String defaultFrom;

    @Column
    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] senders = {};

    @Column
    private int beforeMeetingLatenessMinutes;

    @Column
    private int latenessMinutes;

    @Version
    private int version;

    @Column
    private Instant updatedAt;

    /**
     * What can be set, checked.
     *
     * @param defaultFrom one of the senders, used where an action names none; null for none
     * @param senders what {@code from_email} may be
     * @param beforeMeetingLatenessMinutes how late what is due before a meeting may run, from 0 to 1440
     * @param latenessMinutes how late all else may run, from 1 to 10080
     */
    public record Values(
            @Nullable String defaultFrom, List<String> senders, int beforeMeetingLatenessMinutes, int latenessMinutes) {
        static final int DEFAULT_BEFORE_MEETING_LATENESS = 60;
        static final int DEFAULT_LATENESS = 1440;

        /** What holds for a firm that has set nothing. */
        static final Values DEFAULTS = new Values(null, List.of(), DEFAULT_BEFORE_MEETING_LATENESS, DEFAULT_LATENESS);

        /**
         * The same with more senders.
         *
         * @param field whom to blame where there are too many
         * @throws io.punctual.ground.problem.Problem 422 {@code too_many}
         */
        Values withSenders(String field, List<String> more) {
            List<String> all = Stream.concat(senders.stream(), more.stream()).toList();
            if (all.size() > SettingsCheck.MAX_SENDERS) {
                throw Problem.invalid(field, "too_many", "At most " + SettingsCheck.MAX_SENDERS + " senders.");
            }
            return new Values(defaultFrom, all, beforeMeetingLatenessMinutes, latenessMinutes);
        }

        /** The same without one. */
        Values withoutSender(String address) {
            List<String> others = senders.stream()
                    .filter(sender -> !sender.equalsIgnoreCase(address))
                    .toList();
            String stays = others.contains(defaultFrom) ? defaultFrom : null;
            return new Values(stays, others, beforeMeetingLatenessMinutes, latenessMinutes);
        }
    }

    protected FirmSettings() {}

    /** Replaces everything that can be set. */
    void change(Values values, Instant now) {
        defaultFrom = values.defaultFrom();
        senders = values.senders().toArray(String[]::new);
        beforeMeetingLatenessMinutes = values.beforeMeetingLatenessMinutes();
        latenessMinutes = values.latenessMinutes();
        updatedAt = now;
    }

    /** What is set now. */
    Values values() {
        return new Values(defaultFrom, List.of(senders), beforeMeetingLatenessMinutes, latenessMinutes);
    }

    /** Grows with each change, from 0: nothing was ever set. */
    int version() {
        return version;
    }

    /** When they were changed last. */
    Instant updatedAt() {
        return updatedAt;
    }
}
