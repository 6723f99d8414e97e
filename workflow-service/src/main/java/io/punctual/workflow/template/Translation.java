package io.punctual.workflow.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A firm's text, turned into Qute's language. What the firm wrote between its tags never meets Qute's parser: it is kept
 * aside and referred to by number, so that no brace or backslash in it can mean anything. The tags are read here, checked
 * name by name, and written anew.
 */
final class Translation {
    static final int LARGEST_SOURCE = 64 * 1024;
    private static final int MOST_TAGS = 2_000;
    private static final int DEEPEST = 16;
    /** Qute goes one call deeper for each branch. */
    private static final int MOST_BRANCHES = 20;
    /** More would help nobody. */
    private static final int MOST_FAULTS = 100;

    private final String source;
    private final StringBuilder qute = new StringBuilder();
    private final List<String> texts = new ArrayList<>();
    private final List<TemplateFault> faults = new ArrayList<>();
    private final @Nullable HtmlPlaces html;
    private final Deque<Section> open = new ArrayDeque<>();

    /** A section that waits for its end; {@code loopName} is empty for {@code #if}. */
    private record Section(String name, int offset, String loopName, int branches, boolean hasElse) {}

    private Translation(String source, TextForm form) {
        this.source = source;
        this.html = switch (form) {
            case PLAIN -> null;
            case HTML -> new HtmlPlaces();
        };
    }

    static Translation of(String source, TextForm form) {
        Translation translation = new Translation(source, form);
        if (source.length() > LARGEST_SOURCE) {
            translation.fault(0, "a template may have at most " + LARGEST_SOURCE + " characters");
        } else {
            translation.read();
        }
        return translation;
    }

    /** The text in Qute's language; only meaningful without faults. */
    String qute() {
        return qute.toString();
    }

    /** The texts it refers to. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    /** Everything wrong with it, in the order of the source. */
    List<TemplateFault> faults() {
        return List.copyOf(faults);
    }

    private void read() {
        int textStart = 0;
        int seen = 0;
        int tags = 0;
        int start = source.indexOf("{{");
        while (start >= 0 && faults.size() < MOST_FAULTS) {
            int closing = Tag.closing(source, start);
            if (closing < 0) {
                fault(start, "{{ is not closed by }}; two braces that are meant as text are written {{'{{'}}");
                return;
            }
            if (++tags > MOST_TAGS) {
                fault(start, "a template may have at most " + MOST_TAGS + " variables and sections");
                return;
            }
            int end = closing + 2;
            follow(seen, start);
            seen = end;
            int[] taken = {start, end};
            try {
                Tag tag = Tag.read(source, start, closing);
                if (translatesToSection(tag)) {
                    taken = wholeLineIfAlone(start, end);
                }
                int cut = Math.max(textStart, taken[0]);
                insertTextBefore(cut, textStart);
                translate(tag);
            } catch (Tag.Unreadable e) {
                fault(e.offset(), String.valueOf(e.getMessage()));
            }
            textStart = Math.max(end, taken[1]);
            start = source.indexOf("{{", end);
        }
        insertTextBefore(source.length(), textStart);
        follow(seen, source.length());
        open.descendingIterator()
                .forEachRemaining(section -> fault(
                        section.offset(), "{{#" + section.name() + "}} is not closed by {{/" + section.name() + "}}"));
    }

    private void insertTextBefore(int end, int start) {
        if (end > start) {
            qute.append("{t:_").append(keep(source.substring(start, end))).append('}');
        }
    }

    private int keep(String text) {
        texts.add(text);
        return texts.size() - 1;
    }

    private static boolean translatesToSection(Tag tag) {
        return !tag.words().isEmpty()
                && (tag.words().getFirst().is("#") || tag.words().getFirst().is("/"));
    }

    /** A section's tag that is alone on its line takes the line with it, so that it leaves no empty one behind. */
    private int[] wholeLineIfAlone(int start, int end) {
        int from = start;
        while (from > 0 && isBlank(source.charAt(from - 1))) {
            from--;
        }
        int to = end;
        while (to < source.length() && isBlank(source.charAt(to))) {
            to++;
        }
        boolean startsLine = from == 0 || source.charAt(from - 1) == '\n';
        boolean endsLine = to == source.length() || source.startsWith("\n", to) || source.startsWith("\r\n", to);
        if (!startsLine || !endsLine) {
            return new int[] {start, end};
        }
        to += source.startsWith("\r\n", to) ? 2 : source.startsWith("\n", to) ? 1 : 0;
        return new int[] {from, to};
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private void translate(Tag tag) throws Tag.Unreadable {
        Words words = new Words(tag, loopNames(), this::keep, faults, source);
        if (words.takes("#")) {
            section(tag, words);
        } else if (words.takes("/")) {
            close(tag, words);
        } else {
            qute.append('{').append(words.output()).append(suffix(tag)).append('}');
        }
        words.end();
    }

    /** What the place asks of a variable that stands there. */
    private String suffix(Tag tag) {
        return switch (html == null ? HtmlPlaces.Place.TEXT : html.place()) {
            case TEXT -> "";
            case LINK -> "." + Reach.LINK;
            case NOWHERE -> {
                unsafe(
                        tag.start(),
                        "no variable can be shown here safely: variables stand in text, in quoted attributes, and in links");
                yield "";
            }
        };
    }

    private void follow(int from, int to) {
        int wrong = html == null ? -1 : html.read(source.substring(from, to));
        if (wrong >= 0) {
            unsafe(from + wrong, "a link begins with http:, https:, mailto:, tel:, sms:, sip: or geo:, or with none");
        }
    }

    private void branch(Tag tag, boolean followed) {
        if (!followed) {
            unsafe(tag.start(), "sections begin and end in text, between attributes, or within one quoted value");
        }
    }

    private void unsafe(int offset, String message) {
        faults.add(TemplateFault.at(source, offset, TemplateFault.UNSAFE, message));
    }

    private void section(Tag tag, Words words) throws Tag.Unreadable {
        boolean opens = !words.isNext("else");
        branch(tag, html == null || (opens ? html.open() : html.next()));
        if (words.takes("if")) {
            open(new Section("if", tag.start(), "", 1, false));
            qute.append("{#if ").append(words.condition()).append('}');
        } else if (words.takes("for")) {
            open(new Section("for", tag.start(), "", 1, false));
            String name = words.newName();
            String list = words.list();
            open.pop();
            open.push(new Section("for", tag.start(), name, 1, false));
            qute.append("{#for ").append(name).append(" in ").append(list).append('}');
        } else if (words.takes("else")) {
            Section section = open.peek();
            if (section == null || !section.name().equals("if") || section.hasElse()) {
                throw new Tag.Unreadable(
                        tag.start(), "{{#else}} stands outside an {{#if}}, or after another {{#else}}");
            }
            if (words.takes("if")) {
                open.pop();
                open.push(new Section("if", section.offset(), "", section.branches() + 1, false));
                if (section.branches() >= MOST_BRANCHES) {
                    throw new Tag.Unreadable(tag.start(), "an {{#if}} may have at most " + MOST_BRANCHES + " branches");
                }
                qute.append("{#else if ").append(words.condition()).append('}');
            } else {
                open.pop();
                open.push(new Section("if", section.offset(), "", section.branches() + 1, true));
                qute.append("{#else}");
            }
        } else {
            throw new Tag.Unreadable(tag.start(), "only {{#if}}, {{#else}} and {{#for}} exist");
        }
    }

    private void open(Section section) throws Tag.Unreadable {
        open.push(section);
        if (open.size() > DEEPEST) {
            throw new Tag.Unreadable(section.offset(), "sections may be nested " + DEEPEST + " deep at most");
        }
    }

    private void close(Tag tag, Words words) throws Tag.Unreadable {
        String name = words.name();
        Section section = open.peek();
        if (section == null || !section.name().equals(name)) {
            throw new Tag.Unreadable(
                    tag.start(),
                    section == null
                            ? "nothing is open that {{/…}} could close"
                            : "{{#" + section.name() + "}} must be closed first");
        }
        open.pop();
        branch(tag, html == null || html.close());
        qute.append("{/").append(section.name()).append('}');
    }

    private List<String> loopNames() {
        return open.stream()
                .map(Section::loopName)
                .flatMap(name -> name.isEmpty() ? Stream.empty() : Stream.of(name))
                .toList();
    }

    private void fault(int offset, String message) {
        faults.add(TemplateFault.at(source, offset, TemplateFault.SYNTAX, message));
    }
}
