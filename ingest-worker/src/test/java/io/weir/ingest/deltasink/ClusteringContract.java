package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.StaleOwnerException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables that say by which columns pipelines cluster them. */
public abstract class ClusteringContract extends PartitionContract {

    private static final String OF_NUMBERS = "STRUCT(id BIGINT, \"the key\" BIGINT, open BOOLEAN)";

    private void clusterBy(String... columns) throws SQLException {
        layOut(layout(columns));
    }

    private static TableLayout layout(String... columns) {
        return new TableLayout(new ClusteringOrder(List.of(columns)), List.of());
    }

    private static String row(int id, int key) {
        return "{\"id\":" + id + ",\"the key\":" + key + ",\"open\":true}";
    }

    private String said() {
        return found().domains().getOrDefault(TableClustering.DOMAIN, "nothing");
    }

    /** What is booleans cannot be passed over by bounds, and is no column that Delta clusters by. */
    @Test
    void aTableIsMadeWithTheColumnsThatItIsClusteredBy() throws SQLException {
        clusterBy("the key", "open", "id", "not there yet");
        writeAs(OF_NUMBERS, List.of(row(1, 2), row(2, 1)));

        assertThat(said()).isEqualTo("{\"clusteringColumns\":[[\"the_key\"],[\"id\"]]}");
        assertThat(found().protocol().get("writerFeatures").toString())
                .contains("clustering", "domainMetadata", "inCommitTimestamp");
        assertThat(found().protocol().get("minReaderVersion")).isEqualTo(1);
        assertThat(found().version()).as("made, clustered, and two batches").isEqualTo(3);
        assertThat(filesOf(found())).extracting(TableFile::clusteredBy).containsOnlyNulls();
        assertThat(rows()).containsExactly("1|2|true", "2|1|true");
    }

    @Test
    void whoSaysNothingOfItMakesATableWithoutAndLeavesThatOfAnother() throws SQLException {
        writeAs(OF_NUMBERS, List.of(row(1, 2)));
        assertThat(said()).isEqualTo("nothing");
        assertThat(found().protocol().get("writerFeatures").toString()).doesNotContain("clustering");

        DeltaTable clustered = change("payments", "id").in(found(), Map.of());
        layOut(TableLayout.NONE);
        write(row(2, 1));
        clusterBy("the key");
        write(row(3, 1));

        assertThat(TableClustering.of(clustered).columns()).containsExactly(List.of("id"));
        assertThat(said()).contains("[[\"id\"]]");
        assertThat(found().version()).isEqualTo(clustered.version() + 2);
    }

    private ClusteringChange change(String pipeline, String... columns) {
        return new ClusteringChange(tables(), pipeline, layout(columns).order());
    }

    @Test
    void whatIsChangedIsSaidAnewAndTheRowsStay() throws SQLException {
        clusterBy("id");
        writeAs(OF_NUMBERS, List.of(row(1, 2), row(2, 1)));
        clusterBy("the key");
        write(row(3, 0));
        assertThat(said()).contains("[[\"the_key\"]]");
        long version = found().version();
        clusterBy("the key");
        write(row(4, 5));
        assertThat(found().version()).as("one batch and nothing else").isEqualTo(version + 1);

        layOut(TableLayout.NONE);
        write(row(5, 5));

        assertThat(said()).isEqualTo("{\"clusteringColumns\":[]}");
        assertThat(rows()).containsExactly("1|2|true", "2|1|true", "3|0|true", "4|5|true", "5|5|true");
    }

    @Test
    void aColumnIsSaidOnceItIsThere() throws SQLException {
        clusterBy("late", "a");
        write("{\"a\":1}");
        assertThat(said()).contains("[[\"a\"]]");

        write("{\"a\":2,\"late\":7}", "{\"a\":3,\"late\":6}");

        assertThat(said()).contains("[[\"late\"],[\"a\"]]");
        assertThat(rows()).containsExactly("1|null", "2|7", "3|6");
    }

    /** Bounds of them must be in every file: those of the first columns are, those of others only from the first file on. */
    @Test
    void columnsThatAreClusteredByHaveBoundsWhereverTheyStand() throws Exception {
        String columns = IntStream.range(0, 50)
                .mapToObj(index -> "c" + index + " BIGINT")
                .collect(Collectors.joining(", ", "STRUCT(", ")"));
        clusterBy("c40", "c45");
        writeAs(columns, List.of("{\"c0\":1,\"c39\":1,\"c40\":7,\"c45\":-3}"));
        assertThat(said()).contains("[[\"c40\"],[\"c45\"]]");
        assertThat(boundsOf(filesOf(found()).get(0)))
                .contains("c0", "c40", "c45")
                .doesNotContain("c39", "c44");

        clusterBy("c44", "c40", "c1");
        write("{\"c40\":7}");

        assertThat(said()).contains("[[\"c40\"],[\"c1\"]]");
    }

    /** The columns of which the log has bounds of a file. */
    protected abstract List<String> boundsOf(TableFile file) throws Exception;

    @Test
    void filesThatArePutTogetherAreSortedByWhatIsSaidAndNameWhoDidIt() throws SQLException {
        clusterBy("the key");
        writeAs(OF_NUMBERS, List.of(row(1, 3) + "\n" + row(2, 1), row(3, 2)));

        rewrite(found(), "the key");

        TableFile file = filesOf(found()).get(0);
        assertThat(file.clusteredBy()).isEqualTo("weir");
        assertThat(keysOf(file)).containsExactly("1", "2", "3");
        write(row(4, 0));
        rewrite(found(), "the key");
        assertThat(filesOf(found())).singleElement().satisfies(again -> assertThat(keysOf(again))
                .containsExactly("0", "1", "2", "3"));
    }

    /** Another pipeline puts them together: as the table says, not as it would. */
    @Test
    void theOrderThatTheTableSaysGoesBeforeThatOfWhoPutsFilesTogether() throws SQLException {
        writeAs(OF_NUMBERS, List.of(row(1, 3), row(2, 1), row(3, 2)));
        change("payments", "the key").in(found(), Map.of());

        rewrite(found(), "id");

        assertThat(keysOf(filesOf(found()).get(0))).containsExactly("1", "2", "3");
    }

    /** An engine that has a way of its own to cluster says so, and its columns as names or as paths. */
    @Test
    void whatAnotherEngineClustersStaysItsOwn() throws SQLException {
        writeAs(OF_NUMBERS, List.of(row(1, 3), row(2, 1)));
        DeltaTable read = found();
        Map<String, Object> protocol = new LinkedHashMap<>(read.protocol());
        List<Object> features = new ArrayList<>((List<?>) protocol.get("writerFeatures"));
        features.addAll(List.of("clustering", "domainMetadata"));
        protocol.put("writerFeatures", features);
        Map<String, Object> domain = Map.of(
                "domain",
                "delta.clustering",
                "configuration",
                "{\"clusteringColumns\":[\"the_key\"]}",
                "removed",
                false);
        List<Map<String, Object>> actions = List.of(Map.of("protocol", protocol), Map.of("domainMetadata", domain));
        tables().commit(table, new DeltaCommit(actions, read.version(), Map.of(), "spark", null));

        clusterBy("id");
        write(row(3, 2));
        rewrite(found(), "id");

        assertThat(said()).isEqualTo("{\"clusteringColumns\":[\"the_key\"]}");
        TableFile file = filesOf(found()).get(0);
        assertThat(keysOf(file)).containsExactly("1", "2", "3");
        assertThat(file.clusteredBy()).isNull();
    }

    @Test
    void ofTwoWhoSayItAtOnceTheFirstHasIt() throws SQLException {
        writeAs(OF_NUMBERS, List.of(row(1, 3)));
        DeltaTable read = found();
        write(row(2, 1));

        DeltaTable first = change("orders", "the key").in(read, Map.of());
        DeltaTable second = change("payments", "id").in(read, Map.of());

        assertThat(second).isEqualTo(first);
        assertThat(TableClustering.of(second)).isEqualTo(new TableClustering(List.of(List.of("the_key")), "orders"));
    }

    /** It was stopped before its first batch, and wakes up after another has gone on with another clustering. */
    @Test
    void whoWasReplacedSaysNothing() throws SQLException {
        writeAs(OF_NUMBERS, List.of(row(1, 3)));
        DeltaSink replaced = sink(Generations.FIRST, layout("id"));
        replaced.claim(Set.of(0));
        clusterBy("the key");
        write(row(2, 1));
        DeltaTable before = found();

        assertThatThrownBy(() -> replaced.write(decoded(row(2, 1) + "\n" + row(3, 1))))
                .isInstanceOf(StaleOwnerException.class);

        assertThat(found()).isEqualTo(before);
        assertThat(said()).contains("[[\"the_key\"]]");
    }

    @Test
    void aTableOfPartitionsIsSortedAndNotClustered() throws SQLException {
        layOut(new TableLayout(new ClusteringOrder(List.of("the key")), List.of("open")));
        writeAs(OF_NUMBERS, List.of(row(1, 3) + "\n" + row(2, 1)));

        assertThat(said()).isEqualTo("nothing");
        assertThat(keysOf(filesOf(found()).get(0))).containsExactly("1", "3");
    }

    private List<String> keysOf(TableFile file) throws SQLException {
        return QueriedRows.of(
                connection(),
                "select the_key from read_parquet('" + file.path()
                        + "', file_row_number = true) order by file_row_number");
    }
}
