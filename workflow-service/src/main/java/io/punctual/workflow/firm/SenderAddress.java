package io.punctual.workflow.firm;

import java.util.regex.Pattern;

/** What a firm may configure as a sender: a plain address, without a display name, in ASCII. */
final class SenderAddress {
    /** The longest address that SMTP carries. */
    static final int MAX_LENGTH = 254;

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern ADDRESS =
            Pattern.compile("(?=.{1,64}@)" + ATOM + "(?:\\." + ATOM + ")*@(?:" + LABEL + "\\.)+" + LABEL);

    private SenderAddress() {}

    static boolean isValid(String address) {
        return address.length() <= MAX_LENGTH && ADDRESS.matcher(address).matches();
    }
}
