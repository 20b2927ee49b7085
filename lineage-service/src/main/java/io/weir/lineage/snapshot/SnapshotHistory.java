package io.weir.lineage.snapshot;

import io.weir.lineage.LineageProblem;
import io.weir.lineage.openlineage.EventJson;
import io.weir.support.problem.ProblemException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Finds snapshots of a table by whatever names them, and says what changed between two. */
@Service
public class SnapshotHistory {

    private static final String LATEST = "latest";
    private static final Pattern VERSION = Pattern.compile("\\d{1,18}");
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}-(\\p{XDigit}{4}-){3}\\p{XDigit}{12}");

    private final Snapshots snapshots;

    SnapshotHistory(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * One snapshot, by its id, by the table's own number of it, or as {@code latest}.
     *
     * @param parameter that the reference came in, for the problem where it is none of these
     */
    public DatasetSnapshot get(String table, String parameter, String reference) {
        return find(table, parameter, reference)
                .orElseThrow(() -> notFound("Table " + table + " has no snapshot " + reference));
    }

    /** The newest now, or the one that was the newest of those registered until a moment, that moment included. */
    public DatasetSnapshot latest(String table, @Nullable Instant asOf) {
        Optional<DatasetSnapshot> found = asOf == null ? snapshots.latest(table) : snapshots.latest(table, asOf);
        String when = asOf == null ? "" : " at " + asOf;
        return found.orElseThrow(() -> notFound("No snapshot of " + table + " is registered" + when));
    }

    /** What changed in the columns from one snapshot to another, whichever of the two is older. */
    public SchemaDiff diff(String table, String from, String to) {
        DatasetSnapshot before = get(table, "from", from);
        DatasetSnapshot after = get(table, "to", to);
        return SchemaComparison.of(before, schema(before), after, schema(after));
    }

    private Optional<DatasetSnapshot> find(String table, String parameter, String reference) {
        if (reference.equals(LATEST)) {
            return snapshots.latest(table);
        }
        if (VERSION.matcher(reference).matches()) {
            return snapshots.find(table, Long.parseLong(reference));
        }
        if (ID.matcher(reference).matches()) {
            return snapshots.find(table, UUID.fromString(reference));
        }
        throw ProblemException.invalid(
                parameter, "names no snapshot", reference, "a snapshot's id, a version number, or latest");
    }

    private static JsonNode schema(DatasetSnapshot snapshot) {
        if (snapshot.schema() == null) {
            throw new ProblemException(
                            LineageProblem.SNAPSHOT_WITHOUT_SCHEMA,
                            "Snapshot " + snapshot.snapshotId() + " of " + snapshot.tableName() + " has no schema")
                    .with("snapshotId", snapshot.snapshotId());
        }
        return EventJson.tree(snapshot.schema());
    }

    private static ProblemException notFound(String detail) {
        return new ProblemException(LineageProblem.SNAPSHOT_NOT_FOUND, detail);
    }
}
