package io.punctual.workflow.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Follows the HTML that a firm writes from tag to tag, so that a variable is allowed only where escaping makes every value
 * harmless: in text, in quoted attributes that hold neither script nor style, and in links, whose scheme is checked then. It reads
 * tags as browsers do where that matters, and refuses what could be read in two ways.
 */
final class HtmlPlaces {
    /** What a variable at some place has to be. */
    enum Place {
        /** Escaped. */
        TEXT,
        /** Escaped, and of a harmless scheme. */
        LINK,
        /** Nothing: no value would be safe. */
        NOWHERE
    }

    private enum State {
        TEXT,
        OPENED,
        NAME,
        INSIDE,
        ATTRIBUTE,
        BEFORE_VALUE,
        VALUE,
        BARE_VALUE,
        COMMENT,
        DECLARATION,
        RAW
    }

    private static final Set<String> LINKS = Set.of(
            "href", "src", "action", "formaction", "background", "cite", "poster", "data", "longdesc", "xlink:href");
    /** Several addresses in one, whole documents, or words for the browser itself. */
    private static final Set<String> CLOSED =
            Set.of("style", "srcdoc", "srcset", "imagesrcset", "ping", "content", "http-equiv", "archive", "codebase");

    private static final Set<String> RAW_ELEMENTS =
            Set.of("script", "style", "iframe", "noscript", "xmp", "noembed", "noframes", "plaintext", "template");
    /** What they name is loaded, and may run, wherever it comes from. */
    private static final Set<String> LOADERS =
            Set.of("script", "link", "base", "iframe", "frame", "object", "embed", "applet", "meta");

    private static final Set<String> ESCAPED_ELEMENTS = Set.of("title", "textarea");

    /** Where a section began; its branches have to end in the same place. */
    private record Mark(State state, String element, String attribute, char quote) {}

    private final Deque<Mark> sections = new ArrayDeque<>();
    private State state = State.TEXT;
    private String element = "";
    private String attribute = "";
    private char quote;
    private final StringBuilder word = new StringBuilder();
    /** Of the attribute's value: what was written since it, or a section within it, began. */
    private final StringBuilder value = new StringBuilder();

    private boolean afterVariable;

    /** Reads on through what the firm wrote; says where a link ends that leads where none may, or -1. */
    int read(String text) {
        int wrong = -1;
        for (int index = 0; index < text.length(); index++) {
            if (!accepts(text, index) && wrong < 0) {
                wrong = index;
            }
        }
        return wrong;
    }

    /** What a variable that stands here has to be. */
    Place place() {
        Place place = switch (state) {
            case TEXT -> Place.TEXT;
            case VALUE -> inValue();
            case RAW -> ESCAPED_ELEMENTS.contains(element) ? Place.TEXT : Place.NOWHERE;
            case OPENED, NAME, INSIDE, ATTRIBUTE, BEFORE_VALUE, BARE_VALUE, COMMENT, DECLARATION -> Place.NOWHERE;
        };
        afterVariable = true;
        return place;
    }

    private Place inValue() {
        if (attribute.startsWith("on") || CLOSED.contains(attribute) || LOADERS.contains(element)) {
            return Place.NOWHERE;
        }
        if (!LINKS.contains(attribute) || afterVariable) {
            // The variable before was the link's beginning, or stood after one.
            return Place.TEXT;
        }
        if (written().isBlank()) {
            return Place.LINK;
        }
        return Links.settlesScheme(written()) && Links.isSafe(written()) ? Place.TEXT : Place.NOWHERE;
    }

    /** A section opens; false where a browser could not be followed through it. */
    boolean open() {
        sections.push(mark());
        forgetValue();
        return canBranch();
    }

    /** Another branch begins: as the section began. */
    boolean next() {
        Mark begun = sections.peek();
        forgetValue();
        return begun == null || begun.equals(mark());
    }

    /** A section closes. */
    boolean close() {
        Mark begun = sections.poll();
        forgetValue();
        return begun == null || begun.equals(mark());
    }

    private boolean canBranch() {
        return switch (state) {
            case TEXT, INSIDE, VALUE, RAW -> true;
            case OPENED, NAME, ATTRIBUTE, BEFORE_VALUE, BARE_VALUE, COMMENT, DECLARATION -> false;
        };
    }

    private Mark mark() {
        boolean inTag = state != State.TEXT && state != State.COMMENT && state != State.RAW;
        boolean inValue = state == State.VALUE;
        return new Mark(
                state, inTag || state == State.RAW ? element : "", inValue ? attribute : "", inValue ? quote : 0);
    }

    /** What came before a section's border may not come before what follows it. */
    private void forgetValue() {
        value.setLength(0);
        afterVariable = false;
    }

    private boolean accepts(String text, int index) {
        char c = text.charAt(index);
        switch (state) {
            case TEXT -> {
                if (c == '<') {
                    enter(State.OPENED);
                }
            }
            case OPENED -> opened(text, index, c);
            case NAME -> {
                if (isSpace(c) || c == '/' || c == '>') {
                    element = word.toString().toLowerCase(Locale.ROOT);
                    inside(c);
                } else {
                    word.append(c);
                }
            }
            case INSIDE -> inside(c);
            case ATTRIBUTE -> attribute(c);
            case BEFORE_VALUE -> beforeValue(c);
            case VALUE -> {
                if (c == quote) {
                    boolean accepted = isHarmless();
                    enter(State.INSIDE);
                    return accepted;
                }
                value.append(c);
            }
            case BARE_VALUE -> {
                if (isSpace(c) || c == '>') {
                    boolean accepted = isHarmless();
                    inside(c);
                    return accepted;
                }
                value.append(c);
            }
            case COMMENT -> {
                boolean ends = word.toString().endsWith("--") || word.toString().endsWith("--!");
                if (c == '>' && ends) {
                    enter(State.TEXT);
                } else {
                    remember(c);
                }
            }
            case DECLARATION -> {
                if (c == '>') {
                    enter(State.TEXT);
                }
            }
            case RAW -> raw(c);
        }
        return true;
    }

    private void opened(String text, int index, char c) {
        if (text.startsWith("!--", index) && !text.startsWith("!--[if", index)) {
            enter(State.COMMENT);
        } else if (c == '!' || c == '?') {
            enter(State.DECLARATION);
        } else if (c == '/' && word.isEmpty()) {
            word.append(c);
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            state = State.NAME;
            word.append(c);
        } else if (c != '<') {
            enter(State.TEXT);
        }
    }

    private void inside(char c) {
        if (c == '>') {
            boolean raw = RAW_ELEMENTS.contains(element) || ESCAPED_ELEMENTS.contains(element);
            enter(raw ? State.RAW : State.TEXT);
        } else if (isSpace(c) || c == '/') {
            enter(State.INSIDE);
        } else {
            enter(State.ATTRIBUTE);
            word.append(c);
        }
    }

    private void attribute(char c) {
        if (c == '=') {
            attribute = word.toString().strip().toLowerCase(Locale.ROOT);
            enter(State.BEFORE_VALUE);
        } else if (c == '>' || c == '/') {
            inside(c);
        } else if (isSpace(c) || word.isEmpty() || !isSpace(word.charAt(word.length() - 1))) {
            word.append(c);
        } else {
            enter(State.ATTRIBUTE);
            word.append(c);
        }
    }

    private void beforeValue(char c) {
        if (c == '"' || c == '\'') {
            enter(State.VALUE);
            quote = c;
        } else if (c == '>') {
            inside(c);
        } else if (!isSpace(c)) {
            enter(State.BARE_VALUE);
            value.append(c);
        }
    }

    /** A value is complete: what leads where no link may is refused, whoever wrote it. */
    private boolean isHarmless() {
        return !LINKS.contains(attribute)
                || afterVariable
                || Links.isSafe(written())
                || (!attribute.equals("href") && Links.isPicture(written()));
    }

    /** The value so far. A character reference before its scheme could be anything, so it counts as the worst. */
    private String written() {
        String text = value.toString();
        int reference = text.indexOf('&');
        return reference < 0 || Links.settlesScheme(text.substring(0, reference)) ? text : "hidden:" + text;
    }

    private void remember(char c) {
        word.append(c);
        if (word.length() > 3) {
            word.deleteCharAt(0);
        }
    }

    private void raw(char c) {
        word.append(c);
        String end = "</" + element;
        if (word.length() > end.length() + 1) {
            word.deleteCharAt(0);
        }
        boolean closes = word.length() > end.length()
                && word.substring(0, end.length()).equalsIgnoreCase(end)
                && (isSpace(c) || c == '/' || c == '>');
        if (closes) {
            element = "/" + element;
            inside(c);
        }
    }

    private void enter(State next) {
        state = next;
        word.setLength(0);
        if (next == State.VALUE || next == State.BARE_VALUE) {
            forgetValue();
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
