package io.weir.ingest.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.ingest.source.RecordingReader;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceContract;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import io.weir.ingest.source.Sources;
import io.weir.ingest.source.lease.ReaderLeases;
import io.weir.ingest.source.lease.WorkerName;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.ingest.store.StoreAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest extends SourceContract {

    @TempDir
    Path folder;

    private final Map<String, Integer> written = new HashMap<>();
    private final OneReader leases = new OneReader();
    private Path root;
    private int topics;

    @BeforeEach
    void makeFolder() throws IOException {
        root = Files.createDirectories(folder.resolve("allowed"));
    }

    @Override
    protected Sources sources() {
        return new FileSources(leases, new WorkerName(UUID.randomUUID()), FolderSources.places(List.of(root)));
    }

    @Override
    protected SourceRequest topic(SourceStart start) {
        return request("hub" + topics++, start);
    }

    private SourceRequest request(String topic, SourceStart start) {
        Map<String, String> properties = Map.of(StoreAddress.PATH, root.toString());
        return new SourceRequest(
                new StoreAddress("captures", StoreAddress.FILES, properties), "reader", topic, "group", start);
    }

    /** A file of each partition for some records, so that partitions have several. */
    @Override
    protected void produce(SourceRequest topic, int from, int to) {
        CaptureFiles.spread(root.resolve(topic.topic()), written, from, to);
    }

    private Path write(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void aReaderGoesOnAtEveryRowOfEveryKindOfFile(int held) throws Exception {
        write("mixed/a.ndjson", "{\"n\":0}\r\n\n{\"n\":1}\n\r\n{\"n\":2}");
        write("mixed/_SUCCESS", "");
        write("mixed/.crc/a.ndjson", "no");
        try (OutputStream packed =
                new GZIPOutputStream(Files.newOutputStream(root.resolve("mixed").resolve("b.jsonl.gz")))) {
            packed.write("{\"n\":3}\n{\"n\":4}\n".getBytes(StandardCharsets.UTF_8));
        }
        parquet(root.resolve("mixed").resolve("c.parquet"));
        write("mixed/d.ndjson", "");
        write("mixed/e/f.ndjson", "{\"n\":8}\n");
        SourceRequest topic = request("mixed", EARLIEST);
        RecordingReader reader = held == 0 ? new RecordingReader() : new RecordingReader(Map.of(0, held - 1L));

        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, 9 - held);
        }

        assertThat(reader.sequences(0)).containsExactlyElementsOf(RecordingReader.range(held, 9));
        for (int row = held; row < 9; row++) {
            assertThat(reader.payload(0, row).strip()).isEqualTo("{\"n\":" + row + "}");
        }
        assertThat(sources().ends(topic)).isEqualTo(Map.of(0, 9L));
    }

    /** What a file is, is told by the end of its name in whatever letters. */
    @Test
    void aFileThatIsPackedIsUnpackedThoughItsNameIsInCapitals() throws Exception {
        Files.createDirectories(root.resolve("capitals"));
        try (OutputStream packed = new GZIPOutputStream(
                Files.newOutputStream(root.resolve("capitals").resolve("A.NDJSON.GZ")))) {
            packed.write("{\"n\":0}\n{\"n\":1}\n".getBytes(StandardCharsets.UTF_8));
        }
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(request("capitals", EARLIEST), reader)) {
            pollUntil(source, reader, 2);
        }

        assertThat(reader.payload(0, 1)).isEqualTo("{\"n\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF{\"n\":0}\n{\"n\":1}\n", "\uFEFF{\"n\":0}\r\n{\"n\":1}", "{\"n\":0}\n{\"n\":1}"})
    void aMarkOfUnicodeIsNoPartOfTheFirstRow(String text) throws Exception {
        write("marked/a.ndjson", text);
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(request("marked", EARLIEST), reader)) {
            pollUntil(source, reader, 2);
        }

        assertThat(reader.payload(0, 0).strip()).isEqualTo("{\"n\":0}");
        assertThat(reader.payload(0, 1)).isEqualTo("{\"n\":1}");
    }

    private static void parquet(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("copy (select range + 5 as n from range(3)) to '" + file + "' (format parquet)");
        }
    }

    /** Many row groups, which DuckDB reads on several threads if it may. */
    @Test
    void rowsOfParquetComeInTheirOrder() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("copy (select range as n from range(20000)) to '" + root.resolve("many.parquet")
                    + "' (format parquet, row_group_size 2048)");
        }
        RecordingReader reader = new RecordingReader(Map.of(0, 4_999L));

        try (Source source = sources().open(request("many.parquet", EARLIEST), reader)) {
            pollUntil(source, reader, 15_000);
        }

        for (long row = 5_000; row < 20_000; row++) {
            assertThat(reader.payload(0, row)).isEqualTo("{\"n\":" + row + "}");
        }
    }

    @Test
    void longLinesAreWhole() {
        String line = "{\"x\":\"" + "y".repeat(1 << 19) + "\"}";
        write("long.jsonl", "{}\n" + line + "\n" + line);
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(request("long.jsonl", EARLIEST), reader)) {
            pollUntil(source, reader, 3);
        }

        assertThat(reader.payload(0, 1)).isEqualTo(line);
        assertThat(reader.payload(0, 2)).isEqualTo(line);
    }

    @Test
    void otherFilesAreOtherPlaces() {
        SourceRequest topic = request("changing", EARLIEST);
        write("changing/a.ndjson", "{}\n{}\n");
        RecordingReader reader = new RecordingReader();
        open(topic, reader, 2);
        open(topic, reader, 4);
        write("changing/a0.ndjson", "{}\n");
        open(topic, reader, 7);
        write("changing/a0.ndjson", "1\n2\n");
        open(topic, reader, 11);

        assertThat(reader.identities()).hasSize(4);
        assertThat(reader.identities().get(0)).isEqualTo(reader.identities().get(1));
        assertThat(reader.identities().stream().distinct()).hasSize(3);
        assertThat(reader.identities().get(3).another("again"))
                .hasMessageContaining("were added, removed or changed since pipeline again began to read")
                .hasMessageContaining("another folder");
    }

    private void open(SourceRequest topic, RecordingReader reader, int records) {
        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, records);
        }
    }

    @Test
    void nothingOutsideOfWhatIsAllowedIsRead() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret.ndjson"), "{}\n");
        Files.createSymbolicLink(root.resolve("link"), outside);
        write("inside/a.ndjson", "{}\n");
        Files.createSymbolicLink(root.resolve("inside").resolve("b.ndjson"), outside.resolve("secret.ndjson"));
        Files.createSymbolicLink(root.resolve("inside").resolve("c"), outside);

        refused("link", "is not in weir.ingest.replay.allowed-roots");
        refused("..", "is no name of a folder or file");
        refused(".", "is no name of a folder or file");
        refused("nothing", "is not there");
        assertThat(sources().ends(request("inside", EARLIEST))).isEqualTo(Map.of(0, 1L));
        write("inside/notes.txt", "x");
        refused("inside", "notes.txt is none of *.avro");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> new FileSources(
                                leases, new WorkerName(UUID.randomUUID()), FolderSources.places(List.of()))
                        .ends(request("inside", EARLIEST)))
                .withMessageContaining("is not in weir.ingest.replay.allowed-roots");
    }

    @Test
    void whatIsLookedThroughIsWhatMayBeRead() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret.ndjson"), "{}\n");
        write("deep/2026/a.ndjson", "{}\n");
        write("deep/.hidden/b.ndjson", "{}\n");
        Files.createSymbolicLink(root.resolve("deep/link"), outside);
        FileEntities entities = new FileEntities(FolderSources.places(List.of(root)));

        assertThat(entities.list(request("deep", EARLIEST), "", "", 100).entities())
                .containsExactly(new Entity("deep/2026", EntityKind.FOLDER));
        Entity file = entities.find(request("deep/2026/a.ndjson", EARLIEST)).orElseThrow();
        assertThat(file.bytes()).isEqualTo(3);
        assertThat(file.modifiedAt()).isNotNull();
        assertThat(entities.find(request("deep/link/secret.ndjson", EARLIEST))).isEmpty();
        assertThat(sources().ends(request("deep/2026/a.ndjson", EARLIEST))).isEqualTo(Map.of(0, 1L));
        refused("deep/link/secret.ndjson", "is not in weir.ingest.replay.allowed-roots");
        refused("deep/../../outside/secret.ndjson", "is no name of a folder or file");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> entities.list(request("deep/..", EARLIEST), "", "", 100))
                .withMessageContaining("is no name of a folder");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() ->
                        new FileEntities(FolderSources.places(List.of())).list(request("", EARLIEST), "", "", 100))
                .withMessageContaining("is not in weir.ingest.replay.allowed-roots");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> entities.append(request("deep/2026/a.ndjson", EARLIEST), List.of(new byte[1])))
                .withMessageContaining("are read, and not written");
    }

    private void refused(String topic, String reason) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources().ends(request(topic, EARLIEST)))
                .withMessageContaining(reason)
                .satisfies(failed -> assertThat(failed.isLasting()).isTrue());
    }

    @Test
    void brokenFilesAreRefusedByName() throws IOException {
        CaptureFiles.write(root.resolve("broken"), 0, 1, 0, 50, Long::toString);
        Path file = root.resolve("broken/0/2026/01/31/12/01/00.avro");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 7));
        refused("broken", "00.avro cannot be read");
        Files.write(file, new byte[] {1, 2, 3});
        refused("broken", "00.avro cannot be read");
        write("bad.parquet", "PAR1 no");
        refused("bad.parquet", "bad.parquet cannot be read");
        write("bad.ndjson.gz", "no");
        refused("bad.ndjson.gz", "bad.ndjson.gz cannot be read");
    }

    @Test
    void whoeverHasNoLeaseStandsBy() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 10);
        RecordingReader first = new RecordingReader();
        RecordingReader second = new RecordingReader();

        try (Source waiting = sources().open(topic, second)) {
            try (Source source = sources().open(topic, first)) {
                pollUntil(source, first, 10);
                waiting.poll(SHORT, second);
                assertThat(second.records()).isZero();
                assertThat(waiting.positions()).isEmpty();
            }
            pollUntil(waiting, second, 10);
        }
    }

    @Test
    void aPausedReaderHandsOverNothingAndATimeIsNoPlace() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 10);
        RecordingReader reader = new RecordingReader();
        try (Source source = sources().open(topic, reader)) {
            source.pause();
            source.poll(Duration.ZERO, reader);
            assertThat(reader.records()).isZero();
            source.resume();
            pollUntil(source, reader, 10);
        }
        SourceRequest timed = topic.startingAt(new SourceStart.AtTime(java.time.Instant.EPOCH));
        try (Source source = sources().open(timed, new RecordingReader())) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> source.poll(SHORT, reader))
                    .withMessageContaining("EARLIEST or SEQUENCE");
        }
    }

    /** Whoever came first, until it lets go. */
    private static final class OneReader implements ReaderLeases {

        private UUID holder;

        @Override
        public OptionalLong take(String hub, String reader, UUID owner, Duration length) {
            holder = holder == null ? owner : holder;
            return holder.equals(owner) ? OptionalLong.of(1) : OptionalLong.empty();
        }

        @Override
        public Optional<String> reader(String hub) {
            return Optional.of("reader");
        }

        @Override
        public void release(String hub, UUID owner) {
            holder = owner.equals(holder) ? null : holder;
        }
    }
}
