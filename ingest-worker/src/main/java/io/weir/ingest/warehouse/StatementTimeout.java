package io.weir.ingest.warehouse;

import java.util.regex.Pattern;

/** What ends statements that take too long. */
public final class StatementTimeout {

    /** The setting that says how long is too long. */
    public static final String SETTING = "weir.ingest.duckdb.statement-timeout";

    /** DuckDB has no code for it. */
    private static final Pattern SAID = Pattern.compile("(?i)interrupt error");

    private StatementTimeout() {}

    /** Whether that is why a statement failed. */
    public static boolean ended(Throwable failed) {
        return SAID.matcher(String.valueOf(failed.getMessage())).find();
    }
}
