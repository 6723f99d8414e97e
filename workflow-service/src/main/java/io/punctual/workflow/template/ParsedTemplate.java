package io.punctual.workflow.template;

import io.punctual.workflow.template.BoundedLoop.TooMuch;
import io.quarkus.qute.Template;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A text ready to be rendered. Thread-safe. */
public final class ParsedTemplate {
    static final int LARGEST_OUTPUT = 256 * 1024;

    private final Template template;
    private final List<String> texts;

    ParsedTemplate(Template template, List<String> texts) {
        this.template = template;
        this.texts = texts;
    }

    /**
     * The text with its values. No value is ever read as a template.
     *
     * @throws RenderFailure where a required value is missing, or a bound is passed
     */
    public String render(Values values) throws RenderFailure {
        StringBuilder rendered = new StringBuilder();
        try {
            template.data(values)
                    .setAttribute(Reach.TEXTS, texts)
                    .setAttribute(BoundedLoop.BUDGET, new AtomicInteger(BoundedLoop.ROUNDS))
                    .consume(part -> append(rendered, part))
                    .toCompletableFuture()
                    .join();
        } catch (RuntimeException e) {
            throw failure(e);
        }
        return rendered.toString();
    }

    private static void append(StringBuilder rendered, String part) {
        if (rendered.length() + part.length() > LARGEST_OUTPUT) {
            throw new TooMuch("becomes longer than " + LARGEST_OUTPUT + " characters");
        }
        rendered.append(part);
    }

    private static RenderFailure failure(RuntimeException thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Values.Missing missing) {
                return new RenderFailure(missing.getMessage() + " is not known yet", true);
            }
            if (cause instanceof TooMuch tooMuch) {
                return new RenderFailure("The text " + tooMuch.getMessage(), false);
            }
            if (!(cause instanceof CompletionException) && cause.getCause() == null) {
                break;
            }
        }
        return new RenderFailure("The text cannot be rendered", false);
    }
}
