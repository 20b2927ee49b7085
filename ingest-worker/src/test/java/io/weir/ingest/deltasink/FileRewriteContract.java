package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.stage.StagedRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What putting files together does to a table, whatever keeps the tables, and whatever else happens to it. */
public abstract class FileRewriteContract extends DeltaTablesContract {

    protected final String table = "c" + UUID.randomUUID().toString().replace("-", "");

    @TempDir
    Path staged;

    private Connection connection;
    private DeltaSink sink;
    private Decoder decoder;
    private long next;

    @BeforeEach
    void openSink() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        sink = sink(Generations.FIRST);
        sink.claim(Set.of(0));
        decoder = decoder(JsonFormat.INFERRED);
    }

    private Decoder decoder(JsonFormat format) throws SQLException {
        return new Decoder(
                connection, Decoding.of(format), sink.columns(), staged.resolve("p.json"), staged.resolve("a.json"));
    }

    @AfterEach
    void closeDuckDb() throws SQLException {
        connection.close();
    }

    private DeltaSink sink(Generations generations) {
        return sink(generations, TableLayout.NONE);
    }

    protected final DeltaSink sink(Generations generations, TableLayout layout) {
        return DeltaSink.alone(tables(), table, layout, new Owner("orders", generations), null);
    }

    /** What is written from here on is laid out so. */
    protected final void layOut(TableLayout layout) throws SQLException {
        sink = sink(Generations.FIRST, layout);
        sink.claim(Set.of(0));
    }

    protected final Connection connection() {
        return connection;
    }

    /** A file for each text. */
    protected final void write(String... batches) throws SQLException {
        for (String batch : batches) {
            String[] records = batch.split("\n");
            sink.write(decoder.decode(StagedRecords.of(staged, 0, next, records)));
            next += records.length;
        }
    }

    /** What a batch of the next records but the last would be. */
    protected final DecodedBatch decoded(String batch) throws SQLException {
        return decoder.decode(StagedRecords.of(staged, 0, next - 1, batch.split("\n")));
    }

    /** A file for each text, of columns that are declared. */
    protected final void writeAs(String columns, List<String> batches) throws SQLException {
        decoder = decoder(new JsonFormat((StructType) TypeNames.parse(columns)));
        write(batches.toArray(String[]::new));
    }

    protected final DeltaTable found() {
        return tables().find(table).orElseThrow();
    }

    protected final List<TableFile> filesOf(DeltaTable version) {
        return tables().first(version, 1_000);
    }

    protected final List<String> rows() throws SQLException {
        DeltaTable head = found();
        return QueriedRows.of(connection, "from (" + TableRows.of(head).select(filesOf(head)) + ") order by all");
    }

    protected final long rewrite(DeltaTable version, String... clusterBy) throws SQLException {
        return rewrite(version, filesOf(version), clusterBy);
    }

    protected final long rewrite(DeltaTable version, List<TableFile> files, String... clusterBy) throws SQLException {
        FileRewrite rewrite = new FileRewrite(tables(), version, "orders", Arrays.asList(clusterBy), true);
        assertThat(rewrite.obstacle(connection, files)).isEmpty();
        return rewrite.rewrite(connection, files);
    }

    private int filesInFolder() {
        return found().folder().toFile().list((folder, name) -> name.endsWith(".parquet")).length;
    }

    /** What is inside of records grows from batch to batch, and some have nothing of it. */
    @Test
    void rowsOfManyFilesAreInOneAndAreTheSame() throws SQLException {
        write(
                "{\"a\":1,\"s\":{\"x y\":1.5},\"l\":[{\"p\":1}]}\n{\"a\":2,\"s\":null,\"l\":[]}",
                "{\"a\":3,\"s\":{\"x y\":2.5,\"deep\":{\"z\":\"t\"}},\"l\":[{\"p\":2,\"q\":\"u\"},null]}",
                "{\"b\":\"only\"}",
                "{\"a\":5,\"s\":{\"deep\":{\"w\":true}},\"Key With Blanks\":\"k\"}\n{\"a\":null}");
        List<String> before = rows();
        Map<String, Long> transactions = tables().transactions(table, "orders/");
        DeltaTable many = found();
        assertThat(RewriteRules.obstacle(many)).isEmpty();

        long bytes = rewrite(many);

        assertThat(rows()).isEqualTo(before).hasSize(6);
        assertThat(filesOf(found())).singleElement().satisfies(file -> assertThat(file.bytes())
                .isEqualTo(bytes)
                .isEqualTo(file.path().toFile().length()));
        assertThat(tables().transactions(table, "orders/")).isEqualTo(transactions);
        assertThat(found().version()).isEqualTo(many.version() + 1);
    }

    @Test
    void rowsAreInTheOrderThatIsAskedForByTheNamesOfRecords() throws SQLException {
        write("{\"the key\":3,\"a\":1}\n{\"the key\":1,\"a\":2}", "{\"the key\":2,\"a\":3}", "{\"a\":4}");

        rewrite(found(), "the key", "not there yet");

        assertThat(QueriedRows.of(
                        connection,
                        "select the_key from read_parquet('"
                                + filesOf(found()).get(0).path()
                                + "', file_row_number = true) order by file_row_number"))
                .containsExactly("1", "2", "3", "null");
    }

    @Test
    void batchesThatAreWrittenMeanwhileStayAndGoOn() throws SQLException {
        write("{\"a\":1}", "{\"a\":2}");
        DeltaTable read = found();
        write("{\"a\":3}");

        rewrite(read);
        write("{\"a\":4,\"more\":true}");

        assertThat(rows()).containsExactly("1|null", "2|null", "3|null", "4|true");
        assertThat(filesOf(found())).hasSize(3);
        assertThat(sink(Generations.FIRST).claim(Set.of(0)).get(0).sequence()).isEqualTo(3);
    }

    /** Two that read the same: for one of them, files that it read are gone. */
    @Test
    void whoIsOvertakenChangesNothingAndLeavesNoFile() throws SQLException {
        write("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
        DeltaTable read = found();
        rewrite(read);
        DeltaTable winner = found();
        int files = filesInFolder();

        assertThatThrownBy(() -> rewrite(read)).isInstanceOf(CommitRefusedException.class);

        assertThat(found()).isEqualTo(winner);
        assertThat(rows()).containsExactly("1", "2", "3");
        assertThat(filesInFolder()).isEqualTo(files);
    }

    /** A reset fences by transactions, which a rewrite neither has nor asks for. */
    @Test
    void anotherReadingIsNotHarmedNorDoesItHarm() throws SQLException {
        write("{\"a\":1}", "{\"a\":2}");
        DeltaTable read = found();
        DeltaSink again = sink(new Generations(7, Map.of()));
        again.claim(Set.of(0));

        rewrite(read);

        assertThatThrownBy(() -> write("{\"a\":3}")).isInstanceOf(StaleOwnerException.class);
        again.write(decoder.decode(StagedRecords.of(staged, 0, 0, "{\"a\":1}")));
        assertThat(rows()).containsExactly("1", "1", "2");
    }
}
