package io.punctual.workflow.template;

import io.punctual.workflow.template.Tag.Sort;
import io.punctual.workflow.template.Tag.Unreadable;
import io.punctual.workflow.template.Tag.Word;
import io.punctual.workflow.template.Variables.Kind;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Reads the words of one tag from left to right and gives them back in Qute's language. */
final class Words {
    private final Tag tag;
    private final List<String> loopNames;
    private final ToIntFunction<String> keep;
    private final List<TemplateFault> faults;
    private final String source;
    private int next;

    Words(Tag tag, List<String> loopNames, ToIntFunction<String> keep, List<TemplateFault> faults, String source) {
        this.tag = tag;
        this.loopNames = loopNames;
        this.keep = keep;
        this.faults = faults;
        this.source = source;
    }

    /** Whether the next word is this one, which is then taken. */
    boolean takes(String text) {
        boolean taken = isNext(text);
        next += taken ? 1 : 0;
        return taken;
    }

    /** Whether the next word is this one. */
    boolean isNext(String text) {
        return next < tag.words().size() && tag.words().get(next).is(text);
    }

    /** A plain name. */
    String name() throws Unreadable {
        return take(Sort.NAME, "a name").text();
    }

    /** The name of a loop that begins. */
    String newName() throws Unreadable {
        Word word = take(Sort.NAME, "a name, as in {{#for line in appointment.location_details.lines}}");
        if (Variables.isGroup(word.text())
                || loopNames.contains(word.text())
                || word.text().equals("in")) {
            throw new Unreadable(word.offset(), "'" + word.text() + "' means something else already");
        }
        return word.text();
    }

    /** {@code in} and a list. */
    String list() throws Unreadable {
        if (!takes("in")) {
            throw new Unreadable(here(), "expected 'in'");
        }
        int offset = here();
        @Nullable Path path = path();
        if (path != null && !path.list()) {
            throw new Unreadable(offset, "'" + path.qute() + "' is not a list; appointment.location_details.lines is");
        }
        return path == null ? "nothing" : path.qute();
    }

    /** A variable or a quoted text, to be shown. */
    String output() throws Unreadable {
        if (next < tag.words().size() && tag.words().get(next).sort() == Sort.QUOTED) {
            return quoted();
        }
        int offset = here();
        @Nullable Path path = path();
        if (path != null && path.list()) {
            throw new Unreadable(offset, "'" + path.qute() + "' is a list: use {{#for line in " + path.qute() + "}}");
        }
        return path == null ? "nothing" : path.qute();
    }

    /** What follows {@code #if}. */
    String condition() throws Unreadable {
        StringBuilder condition = new StringBuilder(comparison());
        while (next < tag.words().size()) {
            String sign = takes("&&") ? " && " : takes("||") ? " || " : "";
            if (sign.isEmpty()) {
                throw new Unreadable(here(), "expected ==, !=, && or ||");
            }
            condition.append(sign).append(comparison());
        }
        return condition.toString();
    }

    private String comparison() throws Unreadable {
        if (takes("!")) {
            return "!" + output();
        }
        String left = output();
        String sign = takes("==") ? " == " : takes("!=") ? " != " : "";
        return sign.isEmpty() ? left : left + sign + output();
    }

    /** Nothing may follow. */
    void end() throws Unreadable {
        if (next < tag.words().size()) {
            Word word = tag.words().get(next);
            throw new Unreadable(word.offset(), "'" + word.text() + "' was not expected here");
        }
    }

    /** A name with its properties; {@code list} where it can be looped over. */
    private record Path(String qute, boolean list) {}

    /** A checked path, or null where it is unknown, which was then recorded. */
    private @Nullable Path path() throws Unreadable {
        Word first = take(Sort.NAME, "a variable, as in {{contact.name}}");
        StringBuilder written = new StringBuilder(first.text());
        boolean alias = loopNames.contains(first.text());
        @Nullable Kind kind = alias ? Kind.VALUE : null;
        boolean unknown = false;
        boolean list = false;
        int parts = 1;
        StringBuilder qute = new StringBuilder(first.text());
        while (takes(".")) {
            Word part = take(Sort.NAME, "a name after the dot");
            written.append('.').append(part.text());
            qute.append('.').append(part.text());
            parts++;
            if (parts == 2 && !alias) {
                kind = Variables.kind(written.toString());
                unknown |= kind == null;
            } else {
                unknown |= kind == null || !kind.properties().contains(part.text());
                list = kind == Kind.LINES;
                boolean format = kind == Kind.MOMENT && part.text().equals("format");
                kind = Kind.VALUE;
                if (format) {
                    qute.append('(').append(pattern(part)).append(')');
                }
            }
        }
        if (unknown || kind == null) {
            unknown(first, written.toString());
            skipArguments();
            return null;
        }
        return new Path(qute.toString(), list);
    }

    private String pattern(Word format) throws Unreadable {
        if (!takes("(")) {
            throw new Unreadable(format.offset(), "format needs a pattern, as in .format('EEE d MMM, HH:mm')");
        }
        Word pattern = take(Sort.QUOTED, "a quoted pattern, as in .format('EEE d MMM, HH:mm')");
        if (!Moment.isPattern(pattern.text())) {
            throw new Unreadable(pattern.offset(), "'" + pattern.text() + "' is not a date and time pattern");
        }
        if (!takes(")")) {
            throw new Unreadable(here(), "expected )");
        }
        return "s:_" + keep.applyAsInt(pattern.text());
    }

    private String quoted() throws Unreadable {
        return "s:_" + keep.applyAsInt(take(Sort.QUOTED, "a quoted text").text());
    }

    private void unknown(Word first, String name) {
        String message = Variables.isGroup(name)
                ? "'" + name + "' is not a variable by itself; did you mean '" + name + ".name'?"
                : "there is no variable '" + name + "'; did you mean '" + Variables.nearest(name, loopNames) + "'?";
        faults.add(TemplateFault.at(source, first.offset(), TemplateFault.UNKNOWN, message));
    }

    /** The name was refused already: whatever it was called with makes no second fault. */
    private void skipArguments() {
        if (next < tag.words().size() && tag.words().get(next).is("(")) {
            next = tag.words().size();
        }
    }

    private Word take(Sort sort, String expected) throws Unreadable {
        if (next >= tag.words().size() || tag.words().get(next).sort() != sort) {
            throw new Unreadable(here(), "expected " + expected);
        }
        return tag.words().get(next++);
    }

    private int here() {
        return next < tag.words().size() ? tag.words().get(next).offset() : tag.end() - 2;
    }
}
