package io.punctual.trial.crash;

import java.util.Arrays;

/** What happens for each meeting. */
enum Step {
    /** A mail a day before, as everybody's: the start is chosen so that this is soon. */
    MAIL("mail", "send_email", -1440, true),
    /** A call that may be repeated, due at the same instant. */
    HOOK("hook", "call_webhook", -1440, true),
    /** One that may not. */
    SMS("sms", "send_sms", -1440, false),
    /** A call that is due as soon as the meeting is booked. */
    AT_ONCE("at_once", "call_webhook", 0, true);

    private final String key;
    private final String actionType;
    private final int delayMinutes;
    private final boolean repeatable;

    Step(String key, String actionType, int delayMinutes, boolean repeatable) {
        this.key = key;
        this.actionType = actionType;
        this.delayMinutes = delayMinutes;
        this.repeatable = repeatable;
    }

    static Step of(String key) {
        return Arrays.stream(values())
                .filter(step -> step.key.equals(key))
                .findFirst()
                .orElseThrow();
    }

    String key() {
        return key;
    }

    String actionType() {
        return actionType;
    }

    int delayMinutes() {
        return delayMinutes;
    }

    boolean isRepeatable() {
        return repeatable;
    }

    /** As a step of a workflow's document. */
    String json() {
        String config = this == MAIL
                ? "{\"subject\": \"{{appointment.id}}\", \"template\": \"{{contact.name}}\", \"to_email\": \"{{contact.email}}\"}"
                : "{}";
        return "{\"key\": \"%s\", \"delay_minutes\": %d, \"action_type\": \"%s\", \"action_config\": %s}"
                .formatted(key, delayMinutes, actionType, config);
    }
}
