package io.weir.ingest.decode;

import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of values in columns of a table that is there already. */
@ExtendWith(InMemoryDuckDb.class)
abstract class DecodedValuesTest {

    @TempDir
    Path folder;

    private Connection connection;

    @BeforeEach
    void open(Connection connection) {
        this.connection = connection;
    }

    void decode(Format format, String target, StagedBatch batch) throws SQLException {
        decoder(format, target).decode(batch);
    }

    private Decoder decoder(Format format, String target) {
        return new Decoder(
                connection,
                Decoding.of(format),
                (StructType) TypeNames.parse(target),
                folder.resolve("prototype.json"),
                folder.resolve("accepted.json"));
    }

    /** Has rows say which records they are of. */
    void trace(String target, String... payloads) throws SQLException {
        decoder(JsonFormat.INFERRED, target).trace(StagedRecords.of(folder, 3, 100, payloads));
    }

    void json(String target, String... payloads) throws SQLException {
        decode(JsonFormat.INFERRED, target, StagedRecords.of(folder, 3, 100, payloads));
    }

    List<String> rows(String columns) throws SQLException {
        return QueriedRows.of(connection, "select " + columns + " from weir_rows order by all");
    }

    List<String> reasons() throws SQLException {
        return QueriedRows.of(connection, "select sequence, reason from weir_rejected order by ordinal");
    }
}
