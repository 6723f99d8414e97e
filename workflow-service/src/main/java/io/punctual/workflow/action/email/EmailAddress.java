package io.punctual.workflow.action.email;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One address without a display name, as SMTP takes it.
 *
 * @param local before the @, in ASCII
 * @param domain after it, in lower case and in ASCII (internationalised domains as Punycode)
 */
record EmailAddress(String local, String domain) {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+(?!\\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])");

    /** The address in {@code text}, blanks around it ignored, or null where it is none. */
    static @Nullable EmailAddress parse(String text) {
        String address = text.strip();
        int at = address.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL || address.length() > LONGEST) {
            return null;
        }
        String local = address.substring(0, at);
        String domain = ascii(address.substring(at + 1));
        return domain != null
                        && LOCAL.matcher(local).matches()
                        && DOMAIN.matcher(domain).matches()
                ? new EmailAddress(local, domain)
                : null;
    }

    private static @Nullable String ascii(String domain) {
        try {
            return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return local + "@" + domain;
    }
}
