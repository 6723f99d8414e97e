package io.punctual.workflow.template;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which addresses a link in a mail may lead to. */
final class Links {
    /** What stands for a value that no link may lead to: a place in the mail itself. */
    static final String NOWHERE = "#";

    private static final Set<String> SCHEMES =
            Set.of("http", "https", "mailto", "tel", "sms", "sip", "sips", "geo", "cid");
    /** What browsers leave out of an address before they read its scheme (URL standard, basic parsing). */
    private static final Pattern LEFT_OUT = Pattern.compile("^[\\x00-\\x20]+|[\\t\\n\\r]");

    private static final Pattern SCHEME = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*):");
    private static final Pattern PICTURE = Pattern.compile("(?i)^data:image/(png|gif|jpe?g|webp);base64,");

    private Links() {}

    /** The value where it begins a link; what would run script, or nobody can follow, leads nowhere. */
    static String safe(String value) {
        return value.isBlank() || !isSafe(value) ? NOWHERE : value;
    }

    /** Whether this is no address of a scheme that can do harm. */
    static boolean isSafe(String address) {
        Matcher scheme = SCHEME.matcher(LEFT_OUT.matcher(address).replaceAll(""));
        return !scheme.find() || SCHEMES.contains(scheme.group(1).toLowerCase(Locale.ROOT));
    }

    /** Whether it is a picture written out, which can do no harm where pictures stand. */
    static boolean isPicture(String address) {
        return PICTURE.matcher(address.strip()).find();
    }

    /** Whether whatever follows this beginning can no longer change the scheme. */
    static boolean settlesScheme(String beginning) {
        return beginning.chars().anyMatch(c -> c == ':' || c == '/' || c == '?' || c == '#');
    }
}
