package io.weir.delta.conflict;

import io.weir.delta.action.Metadata;
import io.weir.delta.json.DeltaJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells changes of metadata that no other commit needs to care for from those that it must. */
record MetadataChange(Metadata before, Metadata after) {

    private static final String MAPPING_PREFIX = "delta.columnMapping.";
    private static final String MAPPING_MODE = MAPPING_PREFIX + "mode";

    /** The values that switch a harmless feature on. */
    private static final Map<String, String> SWITCHES = Map.of(
            "delta.enableRowTracking",
            "true",
            "delta.enableDeletionVectors",
            "true",
            "delta.enableInCommitTimestamps",
            "true",
            "delta.checkpointPolicy",
            "v2",
            MAPPING_MODE,
            "name");

    /** What comes along with a switch, whatever its value. */
    private static final Set<String> COMPANIONS = Set.of(
            "delta.rowTracking.materializedRowIdColumnName",
            "delta.rowTracking.materializedRowCommitVersionColumnName",
            "delta.inCommitTimestampEnablementVersion",
            "delta.inCommitTimestampEnablementTimestamp",
            MAPPING_PREFIX + "maxColumnId");

    /**
     * Whether only row tracking, deletion vectors, V2 checkpoints, in-commit timestamps or column mapping by name (from
     * none) were switched on, and no property was taken away.
     */
    boolean isHarmless() {
        return after.configuration().keySet().containsAll(before.configuration().keySet())
                && after.configuration().entrySet().stream().allMatch(this::isHarmless)
                && rest(before).equals(rest(after))
                && sameSchema();
    }

    private boolean isHarmless(Map.Entry<String, String> property) {
        String name = property.getKey();
        String old = before.configuration().get(name);
        if (property.getValue().equals(old)) {
            return true;
        }
        boolean fromNothing = old == null || !name.equals(MAPPING_MODE) || old.equals("none");
        return fromNothing
                && (COMPANIONS.contains(name)
                        || property.getValue().toLowerCase(Locale.ROOT).equals(SWITCHES.get(name)));
    }

    /** All but schema and properties. */
    private static Metadata rest(Metadata metadata) {
        return new Metadata(
                metadata.id(),
                metadata.name(),
                metadata.description(),
                metadata.format(),
                "",
                metadata.partitionColumns(),
                Map.of(),
                metadata.createdTime(),
                metadata.unknown());
    }

    private boolean sameSchema() {
        return before.schemaString().equals(after.schemaString())
                || withoutMapping(before.schemaString()).equals(withoutMapping(after.schemaString()));
    }

    /** Mapping by name leaves each column the name that its files have; only then the mapping is not part of the schema. */
    private JsonNode withoutMapping(String schema) {
        JsonNode json = DeltaJson.parse(schema, "schema");
        if (isMappedFromNone()) {
            json.findParents("metadata").forEach(MetadataChange::dropMapping);
        }
        return json;
    }

    private boolean isMappedFromNone() {
        return "name".equals(after.configuration().get(MAPPING_MODE))
                && before.configuration().getOrDefault(MAPPING_MODE, "none").equals("none");
    }

    private static void dropMapping(JsonNode field) {
        if (field.get("metadata") instanceof ObjectNode metadata) {
            List.copyOf(metadata.propertyNames()).stream()
                    .filter(name -> name.startsWith(MAPPING_PREFIX))
                    .forEach(metadata::remove);
        }
    }
}
