package io.weir.metadata.table;

import io.weir.delta.action.Protocol;
import io.weir.delta.conflict.ProtocolFeatures;
import io.weir.delta.conflict.WriterGuard;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The protocol's table features that a table here may have. */
enum TableFeature {
    APPEND_ONLY("appendOnly", false),
    INVARIANTS("invariants", false),
    CHECK_CONSTRAINTS("checkConstraints", false),
    GENERATED_COLUMNS("generatedColumns", false),
    IDENTITY_COLUMNS("identityColumns", false),
    ALLOW_COLUMN_DEFAULTS("allowColumnDefaults", false),
    CHANGE_DATA_FEED("changeDataFeed", false),
    DOMAIN_METADATA("domainMetadata", false),
    CLUSTERING("clustering", false),
    ROW_TRACKING("rowTracking", false),
    IN_COMMIT_TIMESTAMP("inCommitTimestamp", false),
    WRITER_GUARD(WriterGuard.FEATURE, false),
    COLUMN_MAPPING("columnMapping", true),
    DELETION_VECTORS("deletionVectors", true),
    TIMESTAMP_NTZ("timestampNtz", true),
    TYPE_WIDENING("typeWidening", true),
    TYPE_WIDENING_PREVIEW("typeWidening-preview", true),
    VARIANT_TYPE("variantType", true),
    VARIANT_TYPE_PREVIEW("variantType-preview", true),
    VARIANT_SHREDDING("variantShredding", true),
    VARIANT_SHREDDING_PREVIEW("variantShredding-preview", true),
    V2_CHECKPOINT("v2Checkpoint", true),
    VACUUM_PROTOCOL_CHECK("vacuumProtocolCheck", true);

    private final String protocolName;
    private final boolean forReaders;

    TableFeature(String protocolName, boolean forReaders) {
        this.protocolName = protocolName;
        this.forReaders = forReaders;
    }

    /** The name in a protocol action. */
    String protocolName() {
        return protocolName;
    }

    /** Whether readers must understand it, too. */
    boolean isForReaders() {
        return forReaders;
    }

    /** Whether a protocol has it: by its name, by that of its preview, or by an old version number. */
    boolean isIn(Protocol protocol) {
        Set<String> features = ProtocolFeatures.of(protocol);
        return features.contains(protocolName) || features.contains(protocolName + "-preview");
    }

    static Optional<TableFeature> named(String protocolName) {
        return Arrays.stream(values())
                .filter(feature -> feature.protocolName.equals(protocolName))
                .findFirst();
    }
}
