package io.weir.ingest.deltasink;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has a table say by which columns a pipeline clusters it, in a commit of its own that changes no row.
 *
 * <p>It is said by the first pipeline that has something to say, unless another engine did before; of columns that the table has
 * and that its files tell bounds of; and only where the protocol has table features, files have the names of the columns, and
 * there are no partitions, which Delta does not have beside clustering.
 */
public final class ClusteringChange {

    private static final Logger LOG = LoggerFactory.getLogger(ClusteringChange.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FEATURES = "writerFeatures";

    private final DeltaTables tables;
    private final String pipeline;
    private final ClusteringOrder order;

    /** @param order that the pipeline asks for, by the names that records have */
    public ClusteringChange(DeltaTables tables, String pipeline, ClusteringOrder order) {
        this.tables = tables;
        this.pipeline = pipeline;
        this.order = order;
    }

    /**
     * Who dies after the commit finds it said at the next start. Where another writer says something meanwhile, it is left at
     * that.
     *
     * <p>Of a table that says it already nothing is asked; else it is a commit, and a look at the table behind it.
     *
     * @param expected for application ids the version that must be the latest, as in the commit of rows
     * @return the table as it is then
     * @throws io.weir.ingest.sink.StaleOwnerException if a transaction is not at what is expected
     * @throws DeltaException if the outcome is not known
     */
    public DeltaTable in(DeltaTable table, Map<String, @Nullable Long> expected) {
        TableClustering said = TableClustering.of(table);
        List<List<String>> wanted = wanted(table);
        if (said.isOfOthers(pipeline) || wanted.equals(said.columns()) || !canSay(table)) {
            return table;
        }
        try {
            tables.commit(
                    table.name(),
                    new DeltaCommit(
                            actions(table, wanted),
                            table.version(),
                            expected,
                            pipeline,
                            null,
                            operation(said.columns(), wanted)));
        } catch (CommitRefusedException forestalled) {
            LOG.info(
                    "clustering of table {} stays as another writer has it: {}",
                    table.name(),
                    forestalled.getMessage());
        }
        return tables.find(table.name())
                .orElseThrow(() -> new DeltaException("table " + table.name() + " is gone", null));
    }

    private static boolean canSay(DeltaTable table) {
        return table.partitionColumns().isEmpty()
                && !RewriteRules.mapsColumns(table.metadata())
                && table.protocol().get(FEATURES) instanceof List<?>;
    }

    private List<List<String>> wanted(DeltaTable table) {
        StructType present = DeltaSchema.named(table.schema());
        IndexedColumns indexed = IndexedColumns.of(table, present);
        return order.named(DeltaSchema.columns(table.schema())).columns().stream()
                .map(List::of)
                .filter(path -> hasBounds(present.fields().get(path.get(0))))
                // Those that come when there are files must have bounds in each of them.
                .filter(path -> table.isEmpty() || indexed.paths().contains(path))
                .toList();
    }

    private static boolean hasBounds(@Nullable ValueType type) {
        return type != null && DeltaBound.isOf(type);
    }

    private List<Map<String, Object>> actions(DeltaTable table, List<List<String>> columns) {
        List<Map<String, Object>> actions = new ArrayList<>();
        List<?> features = (List<?>) table.protocol().getOrDefault(FEATURES, List.of());
        if (!features.contains(TableClustering.FEATURE)) {
            Map<String, Object> protocol = new LinkedHashMap<>(table.protocol());
            protocol.put(
                    FEATURES,
                    new TreeSet<>(Stream.concat(
                                    features.stream().map(String::valueOf),
                                    Stream.of("domainMetadata", TableClustering.FEATURE))
                            .toList()));
            actions.add(Map.of("protocol", protocol));
        }
        actions.add(domain(TableClustering.DOMAIN, Map.of(TableClustering.COLUMNS, columns)));
        actions.add(domain(TableClustering.SAID_BY, Map.of(TableClustering.PIPELINE, pipeline)));
        return actions;
    }

    private static Map<String, Object> domain(String name, Map<String, Object> configuration) {
        Map<String, Object> domain = new LinkedHashMap<>();
        domain.put("domain", name);
        domain.put("configuration", JSON.writeValueAsString(configuration));
        domain.put("removed", false);
        return Map.of("domainMetadata", domain);
    }

    private static DeltaOperation operation(List<List<String>> before, List<List<String>> after) {
        Map<String, String> parameters =
                Map.of("oldClusteringColumns", joined(before), "newClusteringColumns", joined(after));
        return new DeltaOperation("CLUSTER BY", parameters, Map.of(), List.of());
    }

    private static String joined(List<List<String>> columns) {
        return columns.stream().map(path -> String.join(".", path)).collect(Collectors.joining(","));
    }
}
