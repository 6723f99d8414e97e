package io.punctual.workflow.action.email;

import io.punctual.workflow.action.ActionOutcome;

/**
 * What came of handing one mail to a mail server.
 *
 * @param health what it says about the server
 */
record Reply(ActionOutcome outcome, Health health) {

    /** What a reply says about the server, whatever became of the mail. */
    enum Health {
        /** It answers. */
        ANSWERED,
        /** It cannot be reached, does not answer, closes, or does not let us in. */
        AWAY,
        /** Nothing was asked of it. */
        UNASKED
    }
}
