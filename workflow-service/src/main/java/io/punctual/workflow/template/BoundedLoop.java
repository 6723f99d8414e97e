package io.punctual.workflow.template;

import io.quarkus.qute.Expression;
import io.quarkus.qute.MultiResultNode;
import io.quarkus.qute.ResultNode;
import io.quarkus.qute.Scope;
import io.quarkus.qute.SectionHelper;
import io.quarkus.qute.SectionHelperFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** {@code for}, over lists alone and with a budget for all rounds of one rendering: Qute's own counts integers without end. */
final class BoundedLoop implements SectionHelper {
    /** The attribute of a rendering that holds how many rounds are left. */
    static final String BUDGET = "rounds";

    /** All rounds of all loops of one rendering. */
    static final int ROUNDS = 1_000;

    private final String name;
    private final Expression list;

    private BoundedLoop(String name, Expression list) {
        this.name = name;
        this.list = list;
    }

    @Override
    public CompletionStage<ResultNode> resolve(SectionResolutionContext context) {
        return context.evaluate(list).thenCompose(elements -> rounds((List<?>) elements, context));
    }

    private CompletionStage<ResultNode> rounds(List<?> elements, SectionResolutionContext context) {
        AtomicInteger left = (AtomicInteger)
                Objects.requireNonNull(context.resolutionContext().getAttribute(BUDGET));
        List<Supplier<ResultNode>> results = new ArrayList<>();
        for (Object element : elements) {
            if (left.decrementAndGet() < 0) {
                throw new TooMuch("loops more than " + ROUNDS + " times");
            }
            Reach.Turn turn = new Reach.Turn(name, element);
            ResultNode result = context.execute(context.resolutionContext().createChild(turn, null))
                    .toCompletableFuture()
                    .join();
            results.add(() -> result);
        }
        return CompletableFuture.completedFuture(new MultiResultNode(array(results)));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Supplier<ResultNode>[] array(List<Supplier<ResultNode>> results) {
        return results.toArray(new Supplier[0]);
    }

    /** A rendering went past a bound. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch(String message) {
            super(message, null, false, false);
        }
    }

    /** Makes loops of {@code {#for name in list}}. */
    static final class Factory implements SectionHelperFactory<BoundedLoop> {
        @Override
        public List<String> getDefaultAliases() {
            return List.of("for");
        }

        @Override
        public ParametersInfo getParameters() {
            return ParametersInfo.builder()
                    .addParameter("name")
                    .addParameter("in")
                    .addParameter("list")
                    .build();
        }

        @Override
        public Scope initializeBlock(Scope outer, BlockInfo block) {
            if (!block.getLabel().equals(MAIN_BLOCK_NAME)) {
                return outer;
            }
            block.addExpression("list", block.getParameter("list"));
            Scope inner = new Scope(outer);
            inner.putBinding(block.getParameter("name"), null);
            return inner;
        }

        @Override
        public BoundedLoop initialize(SectionInitContext context) {
            return new BoundedLoop(context.getParameter("name"), context.getExpression("list"));
        }
    }
}
