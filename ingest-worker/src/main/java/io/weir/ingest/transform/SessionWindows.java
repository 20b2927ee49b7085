package io.weir.ingest.transform;

import io.weir.ingest.decode.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a group that follow each other by less than {@code gap} microseconds are one session, which ends so long after its
 * last row. Rows are kept with their time. A row that is older than the mark is late, even where its session goes on: only so is
 * a session that has ended the same whatever comes, and however rows came in batches.
 */
public record SessionWindows(long gap, List<String> groups, List<Aggregate> aggregates) implements Windows {

    @Override
    public String late(String at, long mark) {
        return at + " < " + mark;
    }

    @Override
    public String kept(String at, long mark) {
        return at;
    }

    @Override
    public String ended(String rows, String own, long mark) {
        String begins = "select *, rowid as weir_row, coalesce((" + FROM + " - lag(" + FROM + ") over (" + by()
                + " order by " + FROM + ") >= " + gap + ")::integer, 1) as weir_begins from " + rows + " where " + own;
        // Rows of one time are peers, and so of one session whichever of them is looked at first.
        String numbered = "select *, sum(weir_begins) over (" + by() + " order by " + FROM + ") as weir_nth from ("
                + begins + ")";
        String whole = "select *, min(" + FROM + ") over (" + by("weir_nth") + ") as " + BEGUN + ", max(" + FROM
                + ") over (" + by("weir_nth") + ") + " + gap + " as " + ENDED + " from (" + numbered + ")";
        return "(select * from (" + whole + ") where " + ENDED + " <= " + mark + ")";
    }

    @Override
    public String isEnded(String rows, String own, long mark) {
        return "rowid in (select weir_row from " + ended(rows, own, mark) + ")";
    }

    private String by(String... more) {
        List<String> columns = new ArrayList<>(groups);
        columns.addAll(List.of(more));
        return columns.isEmpty() ? "" : "partition by " + Sql.names(columns);
    }
}
