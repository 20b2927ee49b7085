package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tables that pipelines make with partitions, and ones that they find. */
public abstract class PartitionContract extends FileRewriteContract {

    private static final String COLUMNS = "STRUCT(id BIGINT, \"a day\" DATE, shop VARCHAR)";

    private static String row(int id, @Nullable String day, @Nullable String shop) {
        return "{\"id\":" + id + ",\"a day\":" + quoted(day) + ",\"shop\":" + quoted(shop) + "}";
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }

    private static Map<String, @Nullable String> partition(@Nullable String day, @Nullable String shop) {
        Map<String, @Nullable String> partition = new HashMap<>();
        partition.put("a_day", day);
        partition.put("shop", shop);
        return partition;
    }

    private void writePartitioned(String... batches) throws SQLException {
        layOut(new TableLayout(new ClusteringOrder(List.of("id")), List.of("a day", "shop")));
        writeAs(COLUMNS, Arrays.asList(batches));
    }

    /** An empty text is null in a partition, by the protocol; what folders could not be called is no matter. */
    @Test
    void rowsOfABatchAreInAFileForEachPartitionAndInOneCommit() throws SQLException {
        writePartitioned(String.join(
                "\n",
                row(3, "2026-01-01", "it's 100% a/b=c"),
                row(1, "2026-01-01", "it's 100% a/b=c"),
                row(4, "2026-01-02", ""),
                row(5, "2026-01-02", null),
                row(6, null, "ü")));

        assertThat(found().partitionColumns()).containsExactly("a_day", "shop");
        assertThat(found().version()).isEqualTo(1);
        assertThat(filesOf(found()).stream().map(TableFile::partition))
                .containsExactlyInAnyOrder(
                        partition("2026-01-01", "it's 100% a/b=c"),
                        partition("2026-01-02", null),
                        partition(null, "ü"));
        assertThat(rows())
                .containsExactly(
                        "1|2026-01-01|it's 100% a/b=c",
                        "3|2026-01-01|it's 100% a/b=c", "4|2026-01-02|null", "5|2026-01-02|null", "6|null|ü");
        for (TableFile file : filesOf(found())) {
            assertThat(query("select column_name from (describe from read_parquet('" + file.path() + "'))"))
                    .containsExactly("id");
        }
    }

    @Test
    void filesOfOnePartitionArePutTogether() throws SQLException {
        writePartitioned(
                row(1, "2026-01-01", "x") + "\n" + row(2, "2026-01-02", "x"),
                row(3, "2026-01-01", "x") + "\n" + row(4, null, "x"),
                row(5, "2026-01-01", "x"));
        List<String> before = rows();
        Map<Object, List<TableFile>> parts =
                filesOf(found()).stream().collect(Collectors.groupingBy(TableFile::partition));

        rewrite(found(), parts.get(partition("2026-01-01", "x")), "id");

        assertThat(rows()).isEqualTo(before).hasSize(5);
        assertThat(filesOf(found()).stream().map(TableFile::partition))
                .containsExactlyInAnyOrder(
                        partition("2026-01-01", "x"), partition("2026-01-02", "x"), partition(null, "x"));
    }

    @Test
    void timesAndNumbersAreTheSameWhenTheyComeOutOfTheLog() throws SQLException {
        layOut(new TableLayout(ClusteringOrder.NONE, List.of("t", "z", "n", "b")));
        writeAs(
                "STRUCT(id BIGINT, t TIMESTAMP, z TIMESTAMP WITH TIME ZONE, n DECIMAL(9,2), b BOOLEAN)",
                List.of("{\"id\":1,\"t\":\"1969-12-31 23:59:59.999999\",\"z\":\"2026-01-01 00:30:00.5+01\","
                        + "\"n\":\"-0.50\",\"b\":true}"));

        assertThat(filesOf(found()).get(0).partition())
                .isEqualTo(Map.of(
                        "t",
                        "1969-12-31 23:59:59.999999",
                        "z",
                        "2025-12-31T23:30:00.500000Z",
                        "n",
                        "-0.50",
                        "b",
                        "true"));
        assertThat(query("select t::varchar, epoch_us(z), n, b from (" + select() + ")"))
                .containsExactly("1969-12-31 23:59:59.999999|1767223800500000|-0.50|true");
    }

    @Test
    void aTableThatIsThereKeepsItsPartitionsAndOthersAreRefused() throws SQLException {
        writePartitioned(row(1, "2026-01-01", "x"));
        DeltaSink any = sink(Generations.FIRST, TableLayout.NONE);
        assertThat(any.claim(Set.of(0)).get(0).sequence()).isZero();

        DeltaSink other = sink(Generations.FIRST, new TableLayout(ClusteringOrder.NONE, List.of("shop")));
        assertThatThrownBy(() -> other.claim(Set.of(0)))
                .isInstanceOf(DeltaException.class)
                .hasMessageContaining("is partitioned by [a_day, shop]")
                .hasMessageContaining("partitionBy [shop]");

        layOut(TableLayout.NONE);
        writeAs(COLUMNS, List.of(row(2, "2026-01-02", "y")));
        assertThat(rows()).containsExactly("1|2026-01-01|x", "2|2026-01-02|y");
    }

    /** Whatever ends a batch, none of its files is left. */
    @Test
    void aBatchThatCannotBeCommittedLeavesNoFile() throws SQLException {
        writePartitioned(row(0, "2026-01-01", "x"));

        assertThatThrownBy(() -> write(row(1, "2026-01-01", "x") + "\n" + row(2, "12000-01-01", "x")))
                .isInstanceOf(DeltaException.class)
                .hasMessageContaining("a_day, of which 12000-01-01 is no value that Delta can name");
        assertThatThrownBy(() -> write(IntStream.rangeClosed(0, PartitionedRows.MOST)
                        .mapToObj(shop -> row(shop, "2026-01-01", "s" + shop))
                        .collect(Collectors.joining("\n"))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("more than 1000 partitions");
        sink(new Generations(7, Map.of()), TableLayout.NONE).claim(Set.of(0));
        assertThatThrownBy(() -> write(row(1, "2026-01-01", "x") + "\n" + row(2, "2026-01-02", "x")))
                .isInstanceOf(StaleOwnerException.class);

        assertThat(rows()).containsExactly("0|2026-01-01|x");
        assertThat(found().folder().toFile().list((folder, name) -> name.endsWith(".parquet")))
                .hasSize(1);
    }

    private String select() {
        DeltaTable head = found();
        return TableRows.of(head).select(filesOf(head));
    }

    private List<String> query(String sql) throws SQLException {
        return QueriedRows.of(connection(), sql);
    }
}
