package io.weir.ingest.deltasink;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a table says of the columns that its rows are clustered by, for every engine that writes to it.
 *
 * @param columns paths of their names in its files, the most important one first; none where it is not clustered
 * @param pipeline who said so, if it was a pipeline
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#clustered-table">the protocol</a>
 */
record TableClustering(List<List<String>> columns, @Nullable String pipeline) {

    /** The feature that a table's protocol has then. */
    static final String FEATURE = "clustering";

    /** The domain of its columns. */
    static final String DOMAIN = "delta.clustering";

    /** A domain of our own, by which pipelines of one table do not contradict each other. */
    static final String SAID_BY = "weir.clustering";

    /** Names, in files, who clustered them. */
    static final String PROVIDER = "weir";

    static final String COLUMNS = "clusteringColumns";
    static final String PIPELINE = "pipeline";

    private static final JsonMapper JSON = JsonMapper.shared();

    TableClustering {
        columns = List.copyOf(columns);
    }

    /** Of a table as it was found. */
    static TableClustering of(DeltaTable table) {
        Map<String, String> domains = table.domains();
        return new TableClustering(columns(domains.get(DOMAIN)), pipeline(domains.get(SAID_BY)));
    }

    /** Writers have a column as the list of its names from the outside in; of those that have one name, take that. */
    private static List<List<String>> columns(@Nullable String configuration) {
        return configuration == null
                ? List.of()
                : JSON.readTree(configuration)
                        .path(COLUMNS)
                        .valueStream()
                        .map(TableClustering::path)
                        .toList();
    }

    private static List<String> path(JsonNode column) {
        return column.isArray() ? column.valueStream().map(JsonNode::asString).toList() : List.of(column.asString());
    }

    private static @Nullable String pipeline(@Nullable String configuration) {
        return configuration == null
                ? null
                : JSON.readTree(configuration).path(PIPELINE).asString(null);
    }

    /** Whether another says what the table is clustered by. */
    boolean isOfOthers(String somebody) {
        return pipeline == null ? !columns.isEmpty() : !pipeline.equals(somebody);
    }

    /** The order of rows that a pipeline's compaction gives files: its own, unless another says that of the table. */
    ClusteringOrder order(String somebody, ClusteringOrder own) {
        return isOfOthers(somebody) && !columns.isEmpty()
                ? new ClusteringOrder(columns.stream()
                        .takeWhile(path -> path.size() == 1)
                        .map(path -> path.get(0))
                        .toList())
                : own;
    }

    /** Its columns as an operation of the log tells them: a list in JSON of their names, with dots between those inside. */
    String told() {
        return JSON.writeValueAsString(
                columns.stream().map(path -> String.join(".", path)).toList());
    }

    /** Who is named in files that are in the order of the table: nobody where other engines cluster it. */
    @Nullable
    String provider() {
        return pipeline == null || columns.isEmpty() ? null : PROVIDER;
    }
}
