package io.punctual.workflow.action.email;

import java.util.regex.Pattern;

/** Makes values safe for places that know only one line. */
final class HeaderText {
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028-\\u202e\\u2066-\\u2069]+");
    private static final Pattern CONTROLS_BUT_LINE_BREAKS = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]+");
    private static final int LONGEST = 900;

    private HeaderText() {}

    /** Control characters, line breaks and overrides of the direction of text become one space; what is too long for a header is cut. */
    static String oneLine(String text) {
        String line = CONTROLS.matcher(text).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** Line breaks stay, other control characters become one space. */
    static String printable(String text) {
        return CONTROLS_BUT_LINE_BREAKS
                .matcher(text.replace("\r\n", "\n"))
                .replaceAll(" ")
                .strip();
    }
}
