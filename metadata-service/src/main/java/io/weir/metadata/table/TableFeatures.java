package io.weir.metadata.table;

import static java.util.stream.Collectors.joining;

import io.weir.delta.Violation;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.conflict.ProtocolFeatures;
import io.weir.delta.json.UnknownFields;
import io.weir.delta.schema.ArrayType;
import io.weir.delta.schema.DataType;
import io.weir.delta.schema.MapType;
import io.weir.delta.schema.PrimitiveType;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which features a table needs by its schema and properties, and the protocol that says so. */
public final class TableFeatures {

    /** The property that is on for every table here: a mirrored file's modification time is not its commit's. */
    public static final String IN_COMMIT_TIMESTAMPS = "delta.enableInCommitTimestamps";

    private static final String SUPPORT = "delta.feature.";
    private static final String MAPPING_MODE = "delta.columnMapping.mode";

    private TableFeatures() {}

    public static boolean isSupported(String feature) {
        return TableFeature.named(feature).isPresent();
    }

    /** The names of the features that a table may have. */
    public static String supported() {
        return Arrays.stream(TableFeature.values())
                .map(TableFeature::protocolName)
                .collect(joining(", "));
    }

    /** What a protocol asks of readers that is not understood here; empty if a replay of the log means what it says. */
    public static List<String> unreadable(Protocol protocol) {
        if (protocol.minReaderVersion() > Protocol.READER_FEATURES_VERSION) {
            return List.of("reader version " + protocol.minReaderVersion());
        }
        List<String> features = protocol.readerFeatures() == null ? List.of() : protocol.readerFeatures();
        return features.stream()
                .filter(feature -> !TableFeature.named(feature)
                        .map(TableFeature::isForReaders)
                        .orElse(false))
                .sorted()
                .toList();
    }

    /** What a protocol asks of writers that is not understood here; a commit could break what it stands for. */
    public static List<String> unwritable(Protocol protocol) {
        if (protocol.minWriterVersion() > Protocol.WRITER_FEATURES_VERSION) {
            return List.of("writer version " + protocol.minWriterVersion());
        }
        return ProtocolFeatures.of(protocol).stream()
                .filter(feature -> !isSupported(feature))
                .toList();
    }

    /** Whether every row of a table gets an id of its own, be they in use yet or not. */
    public static boolean tracksRows(Protocol protocol) {
        return TableFeature.ROW_TRACKING.isIn(protocol);
    }

    /** The features that others of a protocol need and that it does not have, by name. */
    public static List<String> missing(Protocol protocol) {
        return (tracksRows(protocol) || isClustered(protocol)) && !hasDomains(protocol)
                ? List.of(TableFeature.DOMAIN_METADATA.protocolName())
                : List.of();
    }

    /** Whether a table may have metadata of domains. */
    public static boolean hasDomains(Protocol protocol) {
        return TableFeature.DOMAIN_METADATA.isIn(protocol);
    }

    /** Whether a table says which columns its rows are clustered by, which those that are partitioned cannot. */
    public static boolean isClustered(Protocol protocol) {
        return TableFeature.CLUSTERING.isIn(protocol);
    }

    public static boolean hasInCommitTimestamps(Map<String, ? extends @Nullable String> configuration) {
        return isOn(configuration, IN_COMMIT_TIMESTAMPS);
    }

    /** The least protocol of a new table: reader version 1 wherever a reader needs to understand nothing new. */
    public static Protocol protocol(Metadata metadata, Set<String> asked) {
        Set<TableFeature> features = required(metadata);
        features.addAll(EnumSet.of(TableFeature.APPEND_ONLY, TableFeature.INVARIANTS));
        asked.forEach(name -> features.add(TableFeature.named(name).orElseThrow()));
        boolean hasDomains = features.contains(TableFeature.ROW_TRACKING) || features.contains(TableFeature.CLUSTERING);
        addIf(hasDomains, TableFeature.DOMAIN_METADATA, features);
        boolean forReaders = features.stream().anyMatch(TableFeature::isForReaders);
        if (!forReaders) {
            return Protocol.writerOnly(names(features, feature -> true));
        }
        return new Protocol(
                Protocol.READER_FEATURES_VERSION,
                Protocol.WRITER_FEATURES_VERSION,
                names(features, TableFeature::isForReaders),
                names(features, feature -> true),
                UnknownFields.NONE);
    }

    /** The names of the features that metadata needs and a protocol does not have. */
    public static List<String> missing(Metadata metadata, Protocol protocol) {
        return names(required(metadata), feature -> !feature.isIn(protocol));
    }

    /** What is wrong with a table's properties. */
    public static Stream<Violation> violations(Map<String, ? extends @Nullable String> configuration, String path) {
        return PropertyRules.violations(configuration, path);
    }

    /** The features that properties like {@code delta.feature.deletionVectors = supported} ask for, by name. */
    public static Stream<String> asked(Set<String> properties) {
        return properties.stream()
                .filter(TableFeatures::asksForFeature)
                .map(property -> property.substring(SUPPORT.length()));
    }

    public static boolean asksForClustering(Set<String> properties) {
        return properties.contains(SUPPORT + TableFeature.CLUSTERING.protocolName());
    }

    public static boolean asksForFeature(String property) {
        return property.startsWith(SUPPORT);
    }

    private static Set<TableFeature> required(Metadata metadata) {
        Set<TableFeature> features = EnumSet.noneOf(TableFeature.class);
        addRequiredBySchema(metadata.schema(), features);
        Map<String, ? extends @Nullable String> properties = metadata.configuration();
        addIf(isOn(properties, IN_COMMIT_TIMESTAMPS), TableFeature.IN_COMMIT_TIMESTAMP, features);
        addIf(isOn(properties, "delta.appendOnly"), TableFeature.APPEND_ONLY, features);
        addIf(isOn(properties, "delta.enableChangeDataFeed"), TableFeature.CHANGE_DATA_FEED, features);
        addIf(isOn(properties, "delta.enableDeletionVectors"), TableFeature.DELETION_VECTORS, features);
        addIf(isOn(properties, "delta.enableTypeWidening"), TableFeature.TYPE_WIDENING, features);
        addIf(RowTrackingProperties.isOn(properties), TableFeature.ROW_TRACKING, features);
        addIf(isMapped(properties), TableFeature.COLUMN_MAPPING, features);
        addIf(isV2Checkpointed(properties), TableFeature.V2_CHECKPOINT, features);
        boolean constrained = properties.keySet().stream().anyMatch(name -> name.startsWith("delta.constraints."));
        addIf(constrained, TableFeature.CHECK_CONSTRAINTS, features);
        return features;
    }

    /** Whether the table's checkpoints are to be of the second kind, with file actions in sidecars. */
    public static boolean isV2Checkpointed(Map<String, ? extends @Nullable String> properties) {
        return "v2".equals(properties.get("delta.checkpointPolicy"));
    }

    public static boolean isMapped(Map<String, ? extends @Nullable String> properties) {
        String mode = properties.get(MAPPING_MODE);
        return mode != null && !mode.toLowerCase(Locale.ROOT).equals("none");
    }

    private static void addRequiredBySchema(DataType type, Set<TableFeature> features) {
        addIf(type == PrimitiveType.TIMESTAMP_NTZ, TableFeature.TIMESTAMP_NTZ, features);
        addIf(type == PrimitiveType.VARIANT, TableFeature.VARIANT_TYPE, features);
        if (type instanceof StructType struct) {
            struct.fields().forEach(field -> addRequiredByField(field, features));
        } else if (type instanceof ArrayType array) {
            addRequiredBySchema(array.elementType(), features);
        } else if (type instanceof MapType map) {
            addRequiredBySchema(map.keyType(), features);
            addRequiredBySchema(map.valueType(), features);
        }
    }

    private static void addRequiredByField(StructField field, Set<TableFeature> features) {
        Set<String> metadata = field.metadata().values().keySet();
        addIf(metadata.contains("delta.generationExpression"), TableFeature.GENERATED_COLUMNS, features);
        addIf(metadata.contains("delta.identity.start"), TableFeature.IDENTITY_COLUMNS, features);
        addIf(metadata.contains("delta.invariants"), TableFeature.INVARIANTS, features);
        addIf(metadata.contains("CURRENT_DEFAULT"), TableFeature.ALLOW_COLUMN_DEFAULTS, features);
        addRequiredBySchema(field.type(), features);
    }

    private static void addIf(boolean needed, TableFeature feature, Set<TableFeature> features) {
        if (needed) {
            features.add(feature);
        }
    }

    private static boolean isOn(Map<String, ? extends @Nullable String> configuration, String property) {
        return Boolean.parseBoolean(configuration.get(property));
    }

    private static List<String> names(Set<TableFeature> features, Predicate<TableFeature> which) {
        return features.stream()
                .filter(which)
                .map(TableFeature::protocolName)
                .sorted()
                .toList();
    }
}
