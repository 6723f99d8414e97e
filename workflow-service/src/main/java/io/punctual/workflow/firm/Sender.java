package io.punctual.workflow.firm;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One address of a firm's senders.
 *
 * @param verifiedAt when its owner confirmed it; null while pending
 * @param linkExpires until when the link of the last mail is good; null where none is
 * @param mails how many mails with a link there were
 * @param mailedAt when the last one was asked for
 * @param mailError why the last one was not sent; null where it was, or is on its way
 */
record Sender(
        UUID firmId,
        UUID id,
        String address,
        @Nullable Instant verifiedAt,
        @Nullable Instant linkExpires,
        int mails,
        @Nullable Instant mailedAt,
        @Nullable String mailError,
        Instant createdAt) {
    private static final Duration FIRST_WAIT = Duration.ofMinutes(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final int STEEPNESS = 4;
    private static final int MAILS_TO_LONGEST_WAIT = 6;

    /** When the next mail may go out: after 5 minutes, then four times as long each time, up to a day. Nobody is flooded. */
    Instant nextMail() {
        if (mailedAt == null || mails == 0) {
            return Instant.EPOCH;
        }
        Duration wait = mails >= MAILS_TO_LONGEST_WAIT
                ? LONGEST_WAIT
                : FIRST_WAIT.multipliedBy((long) Math.pow(STEEPNESS, mails - 1));
        return mailedAt.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }
}
