package io.punctual.workflow.action;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/** The role of whom an action reaches; part of an execution's identity. */
public enum Recipient {
    /** The contact: the address template is exactly {@code {{contact.email}}}. */
    @JsonProperty("contact")
    CONTACT("contact"),
    /** The staff member: the address template is exactly {@code {{staff.email}}}. */
    @JsonProperty("staff")
    STAFF("staff"),
    /** Any other address. */
    @JsonProperty("address")
    ADDRESS("address");

    private final String code;

    Recipient(String code) {
        this.code = code;
    }

    /** The name in JSON and in the database. */
    public String code() {
        return code;
    }

    /**
     * The role with this code.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Recipient of(String code) {
        return Arrays.stream(values())
                .filter(recipient -> recipient.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no recipient role " + code));
    }
}
