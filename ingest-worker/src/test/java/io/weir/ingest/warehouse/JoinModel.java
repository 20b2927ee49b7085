package io.weir.ingest.warehouse;

import io.weir.ingest.stage.StreamSide;
import io.weir.ingest.transform.Join;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What ought to be there, worked out from all rows that were not late. */
final class JoinModel {

    /** A row of one of both. */
    record Row(int id, long second, int number) {}

    private final Join join;
    private final long lateness;
    private final Map<StreamSide, List<Row>> taken = new EnumMap<>(StreamSide.class);
    private final Map<Integer, Long> clocks = new TreeMap<>();
    private long mark = Long.MIN_VALUE;
    private long late;

    JoinModel(Join join, long lateness) {
        this.join = join;
        this.lateness = lateness;
        for (StreamSide side : StreamSide.values()) {
            taken.put(side, new ArrayList<>());
        }
    }

    void take(int partition, List<Row> batch) {
        List<Row> fresh = batch.stream().filter(row -> row.second() >= mark).toList();
        late += batch.size() - fresh.size();
        taken.get(StreamSide.of(partition)).addAll(fresh);
        fresh.forEach(row -> clocks.merge(partition, row.second(), Math::max));
        if (clocks.keySet().stream().map(StreamSide::of).distinct().count() == 2) {
            mark = Math.max(
                    mark,
                    clocks.values().stream().mapToLong(Long::longValue).min().orElseThrow() - lateness);
        }
    }

    /** How many rows were late. */
    long late() {
        return late;
    }

    private long within() {
        return join.within() / RememberedContract.SECOND;
    }

    private boolean isPair(Row left, Row right) {
        return left.id() == right.id() && Math.abs(left.second() - right.second()) <= within();
    }

    /** Numbers of pairs, and of left rows that have no partner and get none any more. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (Row left : taken.get(StreamSide.LEFT)) {
            int before = rows.size();
            for (Row right : taken.get(StreamSide.RIGHT)) {
                if (isPair(left, right)) {
                    rows.add(left.number() + "|" + right.number());
                }
            }
            if (join.outer() && rows.size() == before && left.second() < mark - within()) {
                rows.add(left.number() + "|null");
            }
        }
        return rows;
    }

    /** How many rows may have a partner to come, or are one of those that may be alone. */
    long kept() {
        long rights = join.outer() ? 2 * within() : within();
        return taken.get(StreamSide.LEFT).stream()
                        .filter(row -> row.second() >= mark - within())
                        .count()
                + taken.get(StreamSide.RIGHT).stream()
                        .filter(row -> row.second() >= mark - rights)
                        .count();
    }
}
