package io.punctual.workflow.template;

/**
 * One thing wrong with a text, where the firm wrote it.
 *
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param code {@code template_error} for what cannot be read, {@code unknown_variable} for names that do not exist,
 *     {@code unsafe_place} for HTML in which no value would be safe
 * @param message what is wrong and what would be right; position included
 */
public record TemplateFault(int line, int column, String code, String message) {
    static final String SYNTAX = "template_error";
    static final String UNKNOWN = "unknown_variable";
    static final String UNSAFE = "unsafe_place";

    static TemplateFault at(String source, int offset, String code, String message) {
        String before = source.substring(0, offset).replace("\r\n", "\n").replace('\r', '\n');
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = 1 + before.codePointCount(lineStart, before.length());
        return new TemplateFault(line, column, code, "Line " + line + ", column " + column + ": " + message);
    }
}
