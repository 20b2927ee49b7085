package io.weir.lineage.graph;

import io.weir.lineage.openlineage.ColumnLink.Field;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads node ids, {@code job:namespace:name} and {@code dataset:namespace:name}. Both names may hold colons, so that an
 * id has as many readings as colons; which of them is meant is told by what exists.
 */
public final class NodeIds {

    private static final String ALLOWED =
            "job:<namespace>:<name>, dataset:<namespace>:<name>, datasetField:<namespace>:<name>:<field> or run:<id>";
    private static final String FIELD = "datasetField:";
    private static final int MAXIMUM_READINGS = 1000;

    private NodeIds() {}

    /** Every reading of an id; those with the longer namespaces first, since namespaces are where colons are usual. */
    static List<NodeName> readings(String nodeId) {
        int colon = nodeId.indexOf(':');
        NodeName.Type type = type(nodeId, colon);
        String rest = nodeId.substring(colon + 1);
        List<NodeName> readings = new ArrayList<>();
        for (int split = rest.lastIndexOf(':'); split >= 0; split = rest.lastIndexOf(':', split - 1)) {
            readings.add(new NodeName(type, new EntityName(rest.substring(0, split), rest.substring(split + 1))));
            if (split == 0 || readings.size() == MAXIMUM_READINGS) {
                break;
            }
        }
        if (readings.isEmpty()) {
            throw invalid(nodeId);
        }
        return readings;
    }

    /** Whether an id means a column. */
    static boolean isField(String nodeId) {
        return nodeId.regionMatches(true, 0, FIELD, 0, FIELD.length());
    }

    /** Every reading of a column's id: its name may hold colons too, but seldom does. */
    static List<Field> fields(String nodeId) {
        String rest = nodeId.substring(FIELD.length());
        List<Field> fields = new ArrayList<>();
        for (int split = rest.lastIndexOf(':'); split > 0; split = rest.lastIndexOf(':', split - 1)) {
            String field = rest.substring(split + 1);
            String dataset = rest.substring(0, split);
            if (dataset.indexOf(':') < 0 || fields.size() >= MAXIMUM_READINGS) {
                break;
            }
            readings("dataset:" + dataset).forEach(name -> fields.add(new Field(name, field)));
        }
        if (fields.isEmpty()) {
            throw invalid(nodeId);
        }
        return fields;
    }

    /** The id of a column. */
    public static String field(NodeName dataset, String field) {
        return FIELD + dataset.name().namespace() + ":" + dataset.name().name() + ":" + field;
    }

    private static NodeName.Type type(String nodeId, int colon) {
        String prefix = colon < 0 ? "" : nodeId.substring(0, colon).toLowerCase(Locale.ROOT);
        return switch (prefix) {
            case "job" -> NodeName.Type.JOB;
            case "dataset" -> NodeName.Type.DATASET;
            default -> throw invalid(nodeId);
        };
    }

    private static ProblemException invalid(String nodeId) {
        return ProblemException.invalid("nodeId", "is no node id", nodeId, ALLOWED);
    }
}
