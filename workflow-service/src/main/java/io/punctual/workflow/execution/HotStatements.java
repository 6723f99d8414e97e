package io.punctual.workflow.execution;

import java.util.List;

/** What the statements of the hot path, and those of the intake, run under, each in its own transaction, so that a pooling proxy may stand between. */
public final class HotStatements {
    /**
     * The tables change faster than their statistics: a plan made from yesterday's would sort or scan what an index gives in
     * order. So one plan serves all parameters, only nested loops over indexes are thought of, and joins go in the order in which
     * they are written: an estimate of one appointment a firm once made a plan that read all of them for each row. Which side of
     * a join leads is still the planner's to choose, and it would rather read all of a table that it believes to be empty: so rows
     * are looked up by lateral subqueries, and where rows are changed by {@code firm_id = ANY (ARRAY[…])}, which leaves no order
     * to read a whole index in. The estimates that all this leaves are high enough to compile statements of a millisecond, hence no jit.
     */
    public static final List<String> SETTINGS = List.of(
            "plan_cache_mode", "force_generic_plan",
            "enable_seqscan", "off",
            "enable_bitmapscan", "off",
            "enable_hashjoin", "off",
            "enable_mergejoin", "off",
            "join_collapse_limit", "1",
            "jit", "off");

    private HotStatements() {}
}
