package io.weir.metadata.snapshot;

import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableProblems;
import io.weir.metadata.table.Tables;
import io.weir.support.problem.ProblemException;
import java.time.Instant;
import java.util.OptionalLong;
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
        if (version != null && (version < 0 || version > head.version())) {
            throw TableProblems.versionNotFound(head, version);
        }
        return new Found(head, version == null ? head.version() : version);
    }

    private long versionAt(TableHead head, Instant timestamp) {
        OptionalLong version = snapshots.versionAt(head.tableId(), timestamp.toEpochMilli());
        return version.orElseThrow(() -> TableProblems.versionNotFound(head, "one at " + timestamp));
    }
}
