package io.weir.ingest.deltasink;

import io.weir.delta.conflict.WriterGuard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which tables may have their files written anew here: those of which every feature that files show is understood. */
public final class RewriteRules {

    /** Of the others, a file would have to show something: ids of rows, other names, the type that a value had before. */
    private static final Set<String> UNDERSTOOD = Set.of(
            "appendOnly",
            "invariants",
            "checkConstraints",
            "generatedColumns",
            "identityColumns",
            "allowColumnDefaults",
            "changeDataFeed",
            "domainMetadata",
            "inCommitTimestamp",
            WriterGuard.FEATURE,
            "columnMapping",
            "deletionVectors",
            "timestampNtz",
            "v2Checkpoint",
            "vacuumProtocolCheck",
            TableClustering.FEATURE);

    private static final int READER_VERSION = 3;
    private static final int WRITER_VERSION = 7;
    private static final String MAPPING = "delta.columnMapping.mode";

    private RewriteRules() {}

    /** Why the files of a table stay as they are, if they do. */
    public static Optional<String> obstacle(DeltaTable table) {
        if (!table.isInFolder()) {
            return Optional.of("it lies at " + table.location() + ", in no folder");
        }
        List<String> unknown = unknown(table.protocol());
        if (!unknown.isEmpty()) {
            return Optional.of("its protocol asks writers to understand " + unknown);
        }
        if (mapsColumns(table.metadata())) {
            return Optional.of("its files have other names for its columns");
        }
        return DeltaSchema.isWrittenAsIs(table.schema())
                ? Optional.empty()
                : Optional.of("it has columns that DuckDB would write otherwise");
    }

    private static List<String> unknown(Map<String, Object> protocol) {
        if (isAbove(protocol.get("minReaderVersion"), READER_VERSION)
                || isAbove(protocol.get("minWriterVersion"), WRITER_VERSION)) {
            return List.of("version " + protocol.get("minWriterVersion"));
        }
        return protocol.get("writerFeatures") instanceof List<?> features
                ? features.stream()
                        .map(String::valueOf)
                        .filter(feature -> !UNDERSTOOD.contains(feature))
                        .toList()
                : List.of();
    }

    private static boolean isAbove(@Nullable Object version, int known) {
        return version instanceof Number number && number.intValue() > known;
    }

    /** Whether files have other names for a table's columns. */
    static boolean mapsColumns(Map<String, Object> metadata) {
        return metadata.get("configuration") instanceof Map<?, ?> configuration
                && configuration.get(MAPPING) instanceof String mode
                && !mode.equals("none");
    }
}
