package io.punctual.workflow.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code {{…}}} as the firm wrote it.
 *
 * @param start where its braces open in the source
 * @param end just after they close
 * @param words what stands between, cut into words
 */
record Tag(int start, int end, List<Word> words) {

    /** A name, a quoted text or a sign, with its place in the source. */
    record Word(Sort sort, String text, int offset) {
        boolean is(String sign) {
            return sort != Sort.QUOTED && text.equals(sign);
        }
    }

    /** What a word is. */
    enum Sort {
        NAME,
        QUOTED,
        SIGN
    }

    /** A tag that cannot be cut into words. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final int offset;

        Unreadable(int offset, String message) {
            super(message, null, false, false);
            this.offset = offset;
        }

        int offset() {
            return offset;
        }
    }

    /** Bounds what Qute must evaluate for one condition. */
    private static final int MOST_WORDS = 100;

    /** Where the tag that opens at {@code start} closes: the first two braces outside quotes; -1 where it does not. */
    static int closing(String source, int start) {
        char quote = 0;
        for (int i = start + 2; i < source.length(); i++) {
            char c = source.charAt(i);
            if (quote != 0) {
                quote = c == quote || c == '\n' ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '}' && i + 1 < source.length() && source.charAt(i + 1) == '}') {
                return i;
            }
        }
        return -1;
    }

    static Tag read(String source, int start, int closing) throws Unreadable {
        List<Word> words = new ArrayList<>();
        int i = start + 2;
        while (i < closing) {
            char c = source.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                i++;
                continue;
            }
            Word word = word(source, i, closing);
            words.add(word);
            if (words.size() > MOST_WORDS) {
                throw new Unreadable(start, "this holds too much: use several sections");
            }
            i += word.text().length() + (word.sort() == Sort.QUOTED ? 2 : 0);
        }
        return new Tag(start, closing + 2, List.copyOf(words));
    }

    private static Word word(String source, int at, int closing) throws Unreadable {
        char c = source.charAt(at);
        if (c == '\'' || c == '"') {
            int close = source.indexOf(c, at + 1);
            if (close < 0 || close >= closing || source.substring(at, close).indexOf('\n') >= 0) {
                throw new Unreadable(at, "this quote is not closed");
            }
            return new Word(Sort.QUOTED, source.substring(at + 1, close), at);
        }
        int end = at;
        while (end < closing && isNameCharacter(source.charAt(end), end == at)) {
            end++;
        }
        if (end > at) {
            return new Word(Sort.NAME, source.substring(at, end), at);
        }
        @Nullable String sign = sign(source, at);
        if (sign == null) {
            throw new Unreadable(at, "'" + Character.toString(source.codePointAt(at)) + "' cannot stand in a variable");
        }
        return new Word(Sort.SIGN, sign, at);
    }

    private static boolean isNameCharacter(char c, boolean first) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (!first && c >= '0' && c <= '9');
    }

    private static @Nullable String sign(String source, int at) {
        for (String sign : List.of("==", "!=", "&&", "||", "!", ".", "(", ")", "#", "/")) {
            if (source.startsWith(sign, at)) {
                return sign;
            }
        }
        return null;
    }
}
