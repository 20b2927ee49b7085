package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.InMemoryDuckDb;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.StagedRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The last look at rows before they are stored: those that windows and joins make, no record was rejected for. */
@ExtendWith(InMemoryDuckDb.class)
class NotNullRowsTest {

    @TempDir
    Path folder;

    private MemoryDeltaTables tables;
    private Connection connection;
    private DeltaSink sink;

    @BeforeEach
    void open(Connection connection) throws Exception {
        this.connection = connection;
        tables = new MemoryDeltaTables(folder);
        Map<String, Object> number = Map.of("name", "a", "type", "long", "nullable", false, "metadata", Map.of());
        tables.create("sums", Map.of("type", "struct", "fields", List.of(number)), List.of());
        sink = DeltaSink.alone(tables, "sums", TableLayout.NONE, Owner.of("orders"), null);
        sink.claim(Set.of(0));
    }

    private DecodedBatch decode(String... payloads) throws SQLException {
        Decoder decoder = new Decoder(
                connection,
                Decoding.of(JsonFormat.INFERRED),
                StructType.EMPTY,
                folder.resolve("p.json"),
                folder.resolve("a.json"));
        return decoder.decode(StagedRecords.of(folder, 0, 0, payloads));
    }

    @Test
    void rowsWithANullThatTheTableDoesNotTakeAreNotCommitted() throws SQLException {
        assertThat(sink.notNull()).containsExactly("a");
        // The rows of a batch are there until the next one is decoded.
        refuse(decode("{\"a\":1,\"b\":1}", "{\"b\":2}"));
        refuse(decode("{\"b\":1}"));
        assertThat(tables.files("sums")).isEmpty();
        assertThat(folder.resolve("sums").toFile().list()).isNullOrEmpty();

        sink.write(decode("{\"a\":1}", "{\"a\":2}"));

        assertThat(tables.files("sums")).hasSize(1);
    }

    private void refuse(DecodedBatch lacking) {
        assertThatThrownBy(() -> sink.write(lacking))
                .isInstanceOf(DeltaException.class)
                .hasMessageContaining("table sums takes no null in column a");
    }
}
