package io.weir.ingest.sink;

import java.util.List;

/** Columns of tables that keep every version of a row: from when on one holds, and until when. Records have none of them. */
public final class Validity {

    /** The sequence of the event that made the version. */
    public static final String START = "__start_at";

    /** The sequence of the event that ended it; null of a version that holds still. */
    public static final String END = "__end_at";

    /** Both, in order. */
    public static final List<String> COLUMNS = List.of(START, END);

    private Validity() {}
}
