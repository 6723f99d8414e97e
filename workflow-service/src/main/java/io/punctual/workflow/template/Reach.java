package io.punctual.workflow.template;

import io.quarkus.qute.EvalContext;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.RawString;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The only way from an expression to a value: no reflection, no maps, no methods but what is written out here. */
final class Reach implements ValueResolver {
    /** The attribute of a rendering that holds the texts its template refers to by number. */
    static final String TEXTS = "texts";

    /** The property that makes a value fit to begin a link; only the translation writes it. */
    static final String LINK = "link";

    /** What a loop's name stands for in one round. */
    record Turn(String name, Object element) {}

    @Override
    public boolean appliesTo(EvalContext context) {
        Object base = context.getBase();
        return base instanceof Values
                || base instanceof Values.Group
                || base instanceof Turn
                || base instanceof Moment
                || base instanceof String
                || base instanceof Long;
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
        if (context.getBase() instanceof Moment moment
                && context.getName().equals("format")
                && context.getParams().size() == 1) {
            return context.evaluate(context.getParams().getFirst())
                    .thenApply(pattern -> moment.format(pattern.toString()));
        }
        @Nullable Object found = find(context.getBase(), context.getName());
        return found == null ? Results.notFound(context) : CompletableFuture.completedFuture(found);
    }

    private static @Nullable Object find(Object base, String name) {
        return switch (base) {
            case Values values -> values.root(name);
            case Values.Group group -> group.get(name);
            case Turn turn -> turn.name().equals(name) ? turn.element() : null;
            case String text when name.equals("lines") -> Values.lines(text);
            case String text when name.equals(LINK) -> Links.safe(text);
            case Moment moment when name.equals(LINK) -> Links.safe(moment.toString());
            case Moment moment -> property(moment, name);
            case Long number when name.equals(LINK) -> number;
            default -> null;
        };
    }

    private static @Nullable Object property(Moment moment, String name) {
        return switch (name) {
            case "date" -> moment.date();
            case "time" -> moment.time();
            case "iso" -> moment.iso();
            default -> null;
        };
    }

    /** {@code t:3}: the third text of the template's own, as it is, never parsed and never escaped. */
    static NamespaceResolver writtenTexts() {
        return texts("t", RawString::new);
    }

    /** {@code s:3}: the third text as a value to compare with, to format by, or to show escaped. */
    static NamespaceResolver quotedTexts() {
        return texts("s", text -> text);
    }

    private static NamespaceResolver texts(String namespace, Function<String, Object> as) {
        return NamespaceResolver.builder(namespace)
                .resolve(context -> {
                    List<?> texts = (List<?>) Objects.requireNonNull(context.getAttribute(TEXTS));
                    return as.apply((String)
                            texts.get(Integer.parseInt(context.getName().substring(1))));
                })
                .build();
    }
}
