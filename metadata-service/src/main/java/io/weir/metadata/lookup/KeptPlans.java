package io.weir.metadata.lookup;

/**
 * Has a transaction's statements planned once for each connection, where all of them find rows by keys. By itself PostgreSQL
 * plans each anew whose arrays of keys are short, since the plan for arrays of any length looks dearer to it; for a small
 * commit, that is half of its work.
 *
 * <p>A plan that is kept must be good whatever a table grows to. So it has nothing to choose from but probes of indexes, key
 * by key.
 */
public final class KeptPlans {

    /** A column of the transaction's first statement; holds for those that follow, until the transaction ends. */
    public static final String BEGIN = """
            (select set_config('plan_cache_mode', 'force_generic_plan', true) || set_config('enable_seqscan', 'off', true)
                    || set_config('enable_hashjoin', 'off', true) || set_config('enable_mergejoin', 'off', true))
            as kept_plans
            """;

    /** A statement before those that read many rows in the same transaction. */
    public static final String END = """
            set local plan_cache_mode to default; set local enable_seqscan to default;
            set local enable_hashjoin to default; set local enable_mergejoin to default""";

    private KeptPlans() {}
}
