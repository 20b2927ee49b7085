package io.weir.metadata.creation;

import io.weir.delta.InvalidActionException;
import io.weir.delta.Violation;
import io.weir.delta.schema.SchemaRules;
import io.weir.delta.schema.StructType;
import io.weir.metadata.table.RowTrackingProperties;
import io.weir.metadata.table.TableFeatures;
import io.weir.metadata.table.TableMode;
import io.weir.metadata.table.TableNames;
import io.weir.metadata.table.TableProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a request for a new table must keep. */
final class NewTableRules {

    private NewTableRules() {}

    /**
     * The schema of a new table, if nothing about the table is wrong.
     *
     * @throws io.weir.support.problem.ProblemException with every field that is wrong
     */
    static StructType require(NewTable table) {
        List<Violation> violations = new ArrayList<>();
        TableNames.violation(table.name(), "name").ifPresent(violations::add);
        if (table.mode() == TableMode.CATALOG_MANAGED) {
            violations.add(Violation.of("mode", "is not supported", table.mode(), "MIRRORED or GUARDED"));
        }
        properties(table.properties(), violations);
        if (TableFeatures.asksForClustering(table.properties().keySet())
                && !table.partitionColumns().isEmpty()) {
            violations.add(Violation.of(
                    "partitionColumns",
                    "are those of a table that is clustered",
                    table.partitionColumns(),
                    "none, or no clustering"));
        }
        StructType schema = schema(table, violations);
        RowTrackingProperties.violations(table.properties(), schema, Map.of(), "properties")
                .forEach(violations::add);
        if (!violations.isEmpty()) {
            throw TableProblems.invalid(violations);
        }
        return schema;
    }

    private static void properties(Map<String, String> properties, List<Violation> violations) {
        TableFeatures.violations(properties, "properties").forEach(violations::add);
        TableFeatures.asked(properties.keySet())
                .filter(feature -> !TableFeatures.isSupported(feature))
                .forEach(feature -> violations.add(Violation.of(
                        "properties", "asks for a feature that is not supported", feature, TableFeatures.supported())));
        String timestamps = properties.get(TableFeatures.IN_COMMIT_TIMESTAMPS);
        if (timestamps != null && !Boolean.parseBoolean(timestamps)) {
            violations.add(Violation.of(
                    "properties." + TableFeatures.IN_COMMIT_TIMESTAMPS, "cannot be switched off", timestamps, "true"));
        }
    }

    private static StructType schema(NewTable table, List<Violation> violations) {
        try {
            StructType schema = StructType.parse(table.schema(), "schema");
            boolean mapped = TableFeatures.isMapped(table.properties());
            violations.addAll(SchemaRules.check(schema, table.partitionColumns(), mapped));
            if (mapped) {
                SchemaRules.checkLargestId(schema, table.properties(), Map.of(), "properties")
                        .ifPresent(violations::add);
            }
            return schema;
        } catch (InvalidActionException unreadable) {
            violations.addAll(unreadable.violations());
            return StructType.of(List.of());
        }
    }
}
