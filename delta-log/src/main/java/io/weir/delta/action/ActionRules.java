package io.weir.delta.action;

import io.weir.delta.InvalidActionException;
import io.weir.delta.Violation;
import io.weir.delta.schema.SchemaRules;
import io.weir.delta.schema.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one action must keep by itself, but for the statistics of files. */
final class ActionRules {

    private ActionRules() {}

    /**
     * Adds what is wrong with an action.
     *
     * @param current the metadata whose schema may stay as it is; absent if there is none
     */
    static void check(
            Action action,
            String path,
            @Nullable Metadata current,
            @Nullable PartitionRule partitions,
            List<Violation> violations) {
        if (action instanceof AddFile add) {
            checkAdd(add, path, partitions, violations);
        } else if (action instanceof RemoveFile remove) {
            checkPath(remove.path(), path, violations);
            VectorRules.checkNumbers(remove.deletionVector(), path, violations);
        } else if (action instanceof AddCdcFile change) {
            checkPath(change.path(), path, violations);
            checkNotNegative(change.size(), path + ".size", violations);
        } else if (action instanceof Metadata metadata) {
            checkMetadata(metadata, current, path, violations);
        } else if (action instanceof Protocol protocol) {
            checkProtocol(protocol, path, violations);
        } else if (action instanceof SetTransaction txn && txn.appId().isEmpty()) {
            violations.add(Violation.of(path + ".appId", "is empty", null, "an application's id"));
        } else if (action instanceof DomainMetadata domain && domain.domain().isEmpty()) {
            violations.add(Violation.of(path + ".domain", "is empty", null, "a domain's name"));
        } else if (action instanceof CheckpointMetadata || action instanceof Sidecar) {
            violations.add(Violation.of(path, "belongs into checkpoints only", null, "actions of a commit"));
        }
    }

    private static void checkAdd(
            AddFile add, String path, @Nullable PartitionRule partitions, List<Violation> violations) {
        checkPath(add.path(), path, violations);
        checkNotNegative(add.size(), path + ".size", violations);
        VectorRules.check(add.deletionVector(), path, violations);
        if (partitions != null) {
            partitions.check(path, add.partitionValues(), violations);
        }
    }

    private static void checkPath(String file, String path, List<Violation> violations) {
        String problem = FilePaths.problem(file);
        if (problem != null) {
            violations.add(Violation.of(
                    path + ".path", problem, file, "a percent-encoded path relative to the table and inside it"));
        }
    }

    static void checkNotNegative(long value, String path, List<Violation> violations) {
        if (value < 0) {
            violations.add(Violation.of(path, "is negative", value, "0 or more"));
        }
    }

    private static void checkMetadata(
            Metadata metadata, @Nullable Metadata current, String path, List<Violation> violations) {
        if (metadata.id().isEmpty()) {
            violations.add(Violation.of(path + ".id", "is empty", null, "the table's UUID"));
        }
        if (!metadata.format().provider().equals("parquet")) {
            violations.add(Violation.of(
                    path + ".format.provider",
                    "is not supported",
                    metadata.format().provider(),
                    "parquet"));
        }
        try {
            schemaViolations(metadata, current).forEach(violation -> violations.add(violation.below(path)));
        } catch (InvalidActionException unreadable) {
            unreadable.violations().forEach(violation -> violations.add(violation.below(path)));
        }
    }

    private static List<Violation> schemaViolations(Metadata metadata, @Nullable Metadata current) {
        StructType schema = metadata.schema();
        boolean mapped = ColumnMapping.isOn(metadata);
        boolean kept = current != null && keepsSchema(metadata, schema, current);
        List<Violation> violations = new ArrayList<>(
                kept
                        ? SchemaRules.checkKept(schema, metadata.partitionColumns(), mapped)
                        : SchemaRules.check(schema, metadata.partitionColumns(), mapped));
        if (mapped) {
            Map<String, String> told = metadata.configuration();
            Map<String, String> before = current == null ? Map.of() : current.configuration();
            (kept
                            ? SchemaRules.checkKeptLargestId(told, before, "configuration")
                            : SchemaRules.checkLargestId(schema, told, before, "configuration"))
                    .ifPresent(violations::add);
        }
        return violations;
    }

    /** Whether nothing changes that a schema is held against: neither it nor how its columns are mapped, nor the partitions. */
    private static boolean keepsSchema(Metadata metadata, StructType schema, Metadata current) {
        return ColumnMapping.mode(metadata).equals(ColumnMapping.mode(current))
                && metadata.partitionColumns().equals(current.partitionColumns())
                && schema.equals(current.schema());
    }

    private static void checkProtocol(Protocol protocol, String path, List<Violation> violations) {
        boolean readerNames = protocol.minReaderVersion() >= Protocol.READER_FEATURES_VERSION;
        boolean writerNames = protocol.minWriterVersion() >= Protocol.WRITER_FEATURES_VERSION;
        if (protocol.minReaderVersion() < 1 || protocol.minReaderVersion() > Protocol.READER_FEATURES_VERSION) {
            violations.add(Violation.of(
                    path + ".minReaderVersion", "is no reader version", protocol.minReaderVersion(), "1, 2 or 3"));
        }
        if (protocol.minWriterVersion() < 1 || protocol.minWriterVersion() > Protocol.WRITER_FEATURES_VERSION) {
            violations.add(Violation.of(
                    path + ".minWriterVersion", "is no writer version", protocol.minWriterVersion(), "1 to 7"));
        }
        if (readerNames && !writerNames) {
            violations.add(Violation.of(
                    path + ".minWriterVersion", "is too low", protocol.minWriterVersion(), "7 with reader version 3"));
        }
        checkFeatures(protocol.readerFeatures(), readerNames, path + ".readerFeatures", violations);
        checkFeatures(protocol.writerFeatures(), writerNames, path + ".writerFeatures", violations);
    }

    private static void checkFeatures(
            @Nullable List<String> features, boolean wanted, String path, List<Violation> violations) {
        if ((features != null) != wanted) {
            violations.add(Violation.of(
                    path,
                    wanted ? "is missing" : "is there though the version has no features",
                    features,
                    wanted
                            ? "a list of names, which may be empty"
                            : "nothing below reader version 3, writer version 7"));
        }
    }
}
