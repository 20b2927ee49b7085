package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.InMemoryDuckDb;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RequiredColumns;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.StagedRecords;
import io.weir.ingest.transform.Branch;
import io.weir.ingest.transform.NoForeignTables;
import io.weir.ingest.transform.References;
import io.weir.ingest.transform.Transform;
import io.weir.ingest.transform.TransformedDecoder;
import io.weir.support.problem.ProblemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All Delta tables of a pipeline have the same records, whatever happens at a commit. */
@ExtendWith(InMemoryDuckDb.class)
class DeltaBranchesTest {

    private static final JsonFormat JSON = new JsonFormat((StructType) TypeNames.parse("STRUCT(a BIGINT)"));
    private static final List<BranchTable> BRANCHES =
            List.of(new BranchTable("odd", TableLayout.NONE), new BranchTable("none", TableLayout.NONE));

    @TempDir
    Path folder;

    private MemoryDeltaTables tables;
    private Connection connection;
    private TransformedDecoder decoder;

    @BeforeEach
    void open(Connection connection) throws Exception {
        tables = new MemoryDeltaTables(folder);
        this.connection = connection;
        decoder = new TransformedDecoder(
                connection,
                JSON,
                new References(connection, List.of(), NoForeignTables::open),
                Transform.of("select a from input", JSON.columns()),
                RequiredColumns.NONE,
                List.of(
                        new Branch(
                                "odd",
                                Transform.of("select a, -a as b from input where a % 2 = 1", JSON.columns()),
                                RequiredColumns.NONE),
                        new Branch(
                                "none",
                                Transform.of("select a from input where a > 1000", JSON.columns()),
                                RequiredColumns.NONE)),
                false,
                folder.resolve("p.json"),
                folder.resolve("a.json"));
    }

    private DeltaSink sink(Generations generations) {
        return DeltaSink.alone(
                tables,
                "all",
                TableLayout.NONE,
                new Owner("orders", generations),
                null,
                Optional.empty(),
                BRANCHES,
                rows -> {});
    }

    private DeltaSink claimed() throws SQLException {
        DeltaSink sink = sink(Generations.FIRST);
        sink.claim(Set.of(0));
        return sink;
    }

    private DecodedBatch decode(long first, int... values) throws SQLException {
        String[] payloads = java.util.Arrays.stream(values)
                .mapToObj(value -> "{\"a\":" + value + "}")
                .toArray(String[]::new);
        return decoder.decode(StagedRecords.of(folder, 0, first, payloads));
    }

    private List<String> rows(String table, String columns) throws SQLException {
        String files = tables.files(table).stream()
                .map(file -> Sql.text(file.toString()))
                .collect(Collectors.joining(", ", "[", "]"));
        return QueriedRows.of(connection, "select " + columns + " from read_parquet(" + files + ") order by all");
    }

    @Test
    void rowsOfAllTablesAreOneCommitAndWhatTakesNothingIsNoTable() throws SQLException {
        DeltaSink sink = claimed();
        sink.write(decode(0, 1, 2, 3));
        sink.write(decode(3, 4, 6));
        sink.write(decode(5, 5));

        assertThat(rows("all", "a")).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(rows("odd", "a, b")).containsExactly("1|-1", "3|-3", "5|-5");
        assertThat(tables.find("none")).isEmpty();
        assertThat(tables.files("odd")).hasSize(2);
        assertThat(sink.branchColumns())
                .extracting(StructType::sql)
                .containsExactly("STRUCT(\"a\" BIGINT, \"b\" BIGINT)", StructType.EMPTY.sql());
        assertThat(claimed().owned())
                .isEqualTo(Map.of(0, new Watermark(0, 5, 6, 0, 0, 42, 3, Map.of(), Map.of("odd", 3L))));
    }

    /** Whoever dies before or after a commit of which the answer is lost goes on where all tables are. */
    @ParameterizedTest
    @EnumSource(MemoryDeltaTables.When.class)
    void tablesNeverDifferWhereverACommitIsCut(MemoryDeltaTables.When boundary) throws SQLException {
        claimed().write(decode(0, 1, 2));
        for (String cut : List.of("all", "odd")) {
            DeltaSink dying = claimed();
            int next = (int) dying.owned().get(0).sequence() + 1;
            tables.interfere((table, when) -> {
                if (when == boundary && table.equals(cut)) {
                    throw new DeltaException("cut " + when, new IllegalStateException());
                }
            });
            DecodedBatch batch = decode(next, next + 1, next + 2);
            assertThatThrownBy(() -> dying.write(batch)).isInstanceOf(DeltaException.class);
            tables.interfere((table, when) -> {});

            DeltaSink successor = claimed();
            long held = successor.owned().get(0).sequence();
            assertThat(held).isEqualTo(boundary == MemoryDeltaTables.When.BEFORE ? next - 1 : next + 1);
            assertThat(rows("all", "count(*), max(a)")).containsExactly((held + 1) + "|" + (held + 1));
            assertThat(rows("odd", "count(*)")).containsExactly(String.valueOf((held + 2) / 2));
            successor.write(decode(held + 1, (int) held + 2));
        }
    }

    @Test
    void aStaleOwnerChangesNoneOfThemAndLeavesNoFile() throws SQLException {
        DeltaSink sink = claimed();
        sink.write(decode(0, 1));
        // What the next owner writes has nothing for the branch, which by itself would know of no other owner.
        claimed().write(decode(1, 2));
        DecodedBatch stale = decode(1, 3, 5);

        assertThatThrownBy(() -> sink.write(stale)).isInstanceOf(StaleOwnerException.class);

        assertThat(rows("all", "a")).containsExactly("1", "2");
        assertThat(rows("odd", "a")).containsExactly("1");
        assertThat(folder.resolve("odd").toFile().list()).hasSize(1);
    }

    @Test
    void anOwnerOfAnEarlierReadingChangesNoneOfThem() throws SQLException {
        DeltaSink sink = claimed();
        sink.write(decode(0, 1));
        DeltaSink again = sink(new Generations(7, Map.of()));
        again.claim(Set.of(0));
        DecodedBatch late = decode(1, 3);

        assertThatThrownBy(() -> sink.write(late)).isInstanceOf(StaleOwnerException.class);
        again.write(decode(0, 1));

        assertThat(rows("all", "a")).containsExactly("1", "1");
        assertThat(rows("odd", "a")).containsExactly("1", "1");
    }

    @Test
    void aBranchGoesOnWhenItsTableIsMadeAnewAndRefusesToHaveRowsTwiceWhenTheFirstOneIs() throws SQLException {
        claimed().write(decode(0, 1, 3));
        tables.drop("odd");
        claimed().write(decode(2, 5));
        assertThat(rows("odd", "a")).containsExactly("5");

        tables.drop("all");
        DeltaSink anew = sink(Generations.FIRST);

        assertThatThrownBy(() -> anew.claim(Set.of(0)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Delta table odd of a branch has rows of partition 0 up to sequence 2");
        DeltaSink reset = sink(new Generations(9, Map.of()));
        reset.claim(Set.of(0));
        reset.write(decode(0, 1));
        assertThat(rows("odd", "a")).containsExactly("1", "5");
    }
}
