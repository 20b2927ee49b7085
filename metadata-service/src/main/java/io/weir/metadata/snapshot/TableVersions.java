package io.weir.metadata.snapshot;

import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableProblems;
import io.weir.metadata.table.Tables;
import io.weir.support.problem.ProblemException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the version of a table that someone asks for. */
@Component
public class TableVersions {

    private final Tables tables;
    private final Snapshots snapshots;

    TableVersions(Tables tables, Snapshots snapshots) {
        this.tables = tables;
        this.snapshots = snapshots;
    }

    /**
     * A table and one of its versions.
     *
     * @param version the version asked for
     */
    public record Found(TableHead head, long version) {}

    /**
     * Finds the version of a number or a time, or else the head.
     *
     * @throws ProblemException if there is no such table or version, or both a version and a time are asked for
     */
    public Found find(String table, @Nullable Long version, @Nullable Instant timestamp) {
        if (version != null && timestamp != null) {
            throw ProblemException.invalid(
                    "timestamp", "stands beside a version", timestamp, "either a version or a timestamp");
        }
        TableHead head = tables.open(table).orElseThrow(() -> TableProblems.notFound(table));
        if (timestamp != null) {
            return new Found(head, versionAt(head, timestamp));
        }
        if (version != null && version != head.version()) {
            requireThere(head, version);
        }
        return new Found(head, version == null ? head.version() : version);
    }

    /**
     * Finds the version that a listing goes on in. Ids of files are of one table alone, so that a listing of a table that was
     * dropped does not go on in another that has its name now. One statement more than {@link #find}.
     *
     * @param after the last file of the page before
     * @param token that said so
     * @throws ProblemException as in {@link #find}, and if the file is none of this table's
     */
    public Found goOn(String table, long version, FileKey after, String token) {
        Found found = find(table, version, null);
        if (!snapshots.has(found.head().tableId(), after)) {
            throw FileKey.foreign(token);
        }
        return found;
    }

    /**
     * Holds that a table in which nothing was found is there still: one that was dropped and forgotten meanwhile has no rows. One
     * statement.
     *
     * @throws ProblemException if it is not
     */
    public void requireKept(TableHead head) {
        if (!tables.isKept(head.tableId())) {
            throw TableProblems.notFound(head.name());
        }
    }

    /** A table that was imported may begin at a later version than 0. */
    private void requireThere(TableHead head, long version) {
        long first = version < 0 || version > head.version() ? 0 : snapshots.firstVersion(head.tableId());
        if (version < first || version > head.version()) {
            throw TableProblems.versionNotFound(head, snapshots.firstVersion(head.tableId()), version);
        }
    }

    private long versionAt(TableHead head, Instant timestamp) {
        return snapshots
                .versionAt(head.tableId(), millis(timestamp))
                .orElseThrow(() -> TableProblems.tooEarly(head, firstTime(head.tableId()), timestamp));
    }

    private Instant firstTime(long tableId) {
        Snapshot first = snapshots.at(tableId, snapshots.firstVersion(tableId)).orElseThrow();
        return Instant.ofEpochMilli(first.timestamp());
    }

    /** A time that has more years than milliseconds are counted for is as good as the first or the last that has not. */
    private static long millis(Instant time) {
        Instant first = Instant.ofEpochMilli(Long.MIN_VALUE);
        Instant last = Instant.ofEpochMilli(Long.MAX_VALUE);
        return (time.isBefore(first) ? first : time.isAfter(last) ? last : time).toEpochMilli();
    }
}
