package io.punctual.workflow.execution;

import java.util.List;

/** What the statements of the hot path run under, each in its own transaction, so that a pooling proxy may stand between. */
final class HotStatements {
    /**
     * The tables change faster than their statistics: a plan made from yesterday's would sort or scan what an index gives in
     * order. So one plan serves all parameters, and only nested loops over indexes are thought of. The estimates that this
     * leaves are high enough to compile statements of a millisecond, hence no jit.
     */
    static final List<String> SETTINGS = List.of(
            "plan_cache_mode", "force_generic_plan",
            "enable_seqscan", "off",
            "enable_bitmapscan", "off",
            "enable_hashjoin", "off",
            "enable_mergejoin", "off",
            "jit", "off");

    private HotStatements() {}
}
