package io.weir.ingest.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

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
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.store.StoreAddress;
import io.weir.test.FreePorts;
import io.weir.test.s3.ObjectServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from a store of objects, whichever it is. */
abstract class ObjectFilesContract extends SourceContract {

    static final String FOLDER = "captures/sales/";

    @TempDir
    Path folder;

    private final Map<String, Integer> written = new HashMap<>();
    private final ReaderLeases leases = FolderSources.alone();

    private final ObjectServer server;
    private final Map<String, String> properties;

    /**
     * @param path of the server's bucket, as a store has it
     * @param signIn what a store says of who signs in
     */
    ObjectFilesContract(ObjectServer server, String path, Map<String, String> signIn) {
        this.server = server;
        this.properties = new HashMap<>(signIn);
        properties.put(StoreAddress.PATH, path + "/captures/sales");
        properties.put(StoreAddress.ENDPOINT, server.endpoint().toString());
    }

    /** The value of the store's secret. */
    abstract String secret();

    @Override
    protected Sources sources() {
        return new FileSources(leases, new WorkerName(UUID.randomUUID()), places());
    }

    private FilePlaces places() {
        return FolderSources.places(List.of(), folder.resolve("data"), name -> secret());
    }

    @Override
    protected SourceRequest topic(SourceStart start) {
        return request("hub-" + UUID.randomUUID(), start);
    }

    SourceRequest request(String topic, SourceStart start) {
        return new SourceRequest(
                new StoreAddress("captures", StoreAddress.FILES, properties), "reader", topic, "group", start);
    }

    @Override
    protected void produce(SourceRequest topic, int from, int to) {
        Path hub = folder.resolve("hubs").resolve(topic.topic());
        CaptureFiles.spread(hub, written, from, to);
        try {
            server.fill(FOLDER + topic.topic() + "/", hub);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void put(String name, String text) {
        server.put(FOLDER + name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void filesOfEveryKindAreReadAndHiddenOnesAreNot() {
        put("mixed/a.ndjson", "{\"n\":0}\n{\"n\":1}\n");
        put("mixed/b/c.jsonl", "{\"n\":2}");
        put("mixed/_SUCCESS", "");
        put("mixed/.tmp/d.txt", "no");
        put("mixed-too/e.ndjson", "{}\n");
        put("one.ndjson", "{}\n{}\n{}\n");
        RecordingReader reader = new RecordingReader(Map.of(0, 0L));

        try (Source source = sources().open(request("mixed", EARLIEST), reader)) {
            pollUntil(source, reader, 2);
        }

        assertThat(reader.payload(0, 2)).isEqualTo("{\"n\":2}");
        assertThat(sources().ends(request("one.ndjson", EARLIEST))).isEqualTo(Map.of(0, 3L));
        assertThat(left()).isEmpty();
    }

    @Test
    void foldersAreLookedThroughAndAFileInThemIsRead() {
        put("years/2026/11/a.ndjson", "{\"n\":0}\n{\"n\":1}\n");
        put("years/2026/11/b c.ndjson", "{}\n");
        put("years/2026/_SUCCESS", "");
        put("years/2026.ndjson", "{}\n");
        FileEntities entities = new FileEntities(places());

        assertThat(paths(entities, "years", ""))
                .containsExactlyInAnyOrder("FOLDER years/2026", "FILE years/2026.ndjson");
        assertThat(paths(entities, "years/2026", "")).containsExactly("FOLDER years/2026/11");
        assertThat(paths(entities, "years/2026/11", "b")).containsExactly("FILE years/2026/11/b c.ndjson");
        assertThat(paths(entities, "", "year")).containsExactly("FOLDER years");
        assertThat(entities.find(request("years/2026", EARLIEST)).map(Entity::kind))
                .contains(EntityKind.FOLDER);
        assertThat(entities.find(request("years/2026/11/a.ndjson", EARLIEST)).map(Entity::bytes))
                .contains(16L);
        assertThat(entities.find(request("years/202", EARLIEST))).isEmpty();
        assertThat(sources().ends(request("years/2026/11/a.ndjson", EARLIEST))).isEqualTo(Map.of(0, 2L));
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> paths(entities, "../other", ""))
                .withMessageContaining("'../other' is no name of a folder or an object");
    }

    private List<String> paths(FileEntities entities, String path, String prefix) {
        List<String> paths = new ArrayList<>();
        String from = "";
        do {
            EntityPage page = entities.list(request(path, EARLIEST), prefix, from, 1);
            page.entities().forEach(entity -> paths.add(entity.kind() + " " + entity.path()));
            from = page.next();
        } while (!from.isEmpty());
        return paths;
    }

    @Test
    void aRecordTellsTheNameThatItsObjectHasInTheStore() {
        put("told/deep/a.ndjson", "{\"n\":0}\n");
        SourceRequest bare = request("told", EARLIEST);
        SourceRequest enveloped =
                new SourceRequest(bare.broker(), bare.reader(), bare.topic(), bare.group(), bare.start(), true);
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(enveloped, reader)) {
            pollUntil(source, reader, 1);
        }

        assertThat(reader.payload(0, 0)).contains("\"a.ndjson\"");
    }

    /** What was brought here and is read no more. */
    private List<Path> left() {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            return files.filter(file ->
                            file.toString().endsWith("json") || file.toString().endsWith("jsonl"))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void anObjectThatChangedSinceItWasListedIsReportedAndNotRead() {
        put("changing/a.ndjson", "{\"n\":0}\n");
        put("changing/b.ndjson", "{\"n\":1}\n");
        SourceRequest topic = request("changing", EARLIEST);
        RecordingReader reader = new RecordingReader() {
            @Override
            public Map<Integer, Long> assigned(Set<Integer> partitions) {
                // All were listed and counted by now; the other has as many bytes and rows.
                put("changing/b.ndjson", "{\"n\":7}\n");
                return super.assigned(partitions);
            }
        };

        try (Source source = sources().open(topic, reader)) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> pollUntil(source, reader, 2))
                    .withMessageContaining("b.ndjson was changed or removed since it was listed")
                    .satisfies(failed -> assertThat(failed.isLasting()).isFalse());
        }
        assertThat(reader.records()).isEqualTo(1);

        RecordingReader again = new RecordingReader();
        try (Source source = sources().open(topic, again)) {
            pollUntil(source, again, 2);
        }
        assertThat(again.identities().get(0)).isNotEqualTo(reader.identities().get(0));
    }

    /** What was listed with one secret is read with the next, as soon as only that is good. */
    void readsOnAfter(Runnable exchange) {
        put("exchanged/a.ndjson", "{\"n\":0}\n");
        put("exchanged/b.ndjson", "{\"n\":1}\n");
        RecordingReader reader = new RecordingReader() {
            @Override
            public Map<Integer, Long> assigned(Set<Integer> partitions) {
                exchange.run();
                return super.assigned(partitions);
            }
        };

        try (Source source = sources().open(request("exchanged", EARLIEST), reader)) {
            pollUntil(source, reader, 2);
        }

        assertThat(reader.records()).isEqualTo(2);
    }

    /** Has the server take this store's key no more, until the runnable that comes back is run. */
    abstract Runnable refuse();

    /** What is said of a key that is not taken. */
    abstract String refused();

    /** As a connection is tried: nothing but a look. */
    @Test
    void aKeyThatIsNotTakenIsTold() {
        put("looked/a.ndjson", "{}\n");
        FileEntities entities = new FileEntities(places());
        assertThat(paths(entities, "looked", "")).containsExactly("FILE looked/a.ndjson");

        Runnable letIn = refuse();
        try {
            // Another look signs in anew.
            FileEntities again = new FileEntities(places());
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> paths(again, "looked", ""))
                    .withMessageContaining(refused());
        } finally {
            letIn.run();
        }
    }

    /** One that takes connections and says nothing, and one that is not there. */
    @Test
    void aSilentServerIsToldWhileSomebodyWaits() throws IOException {
        Duration attempt = Duration.ofMillis(100);
        FileEntities entities = new FileEntities(places(), attempt);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            SourceRequest request = at(silent.getLocalPort());
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> entities.list(request, "", "", 1))
                    .withMessageContaining("cannot be listed")
                    .withMessageMatching("(?s).*(SocketTimeoutException: |did not answer in time).*"));
        }
        int nobody = FreePorts.base();
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> entities.list(at(nobody), "", "", 1))
                .withMessageContaining("ConnectException");
    }

    /** The same store at another port of this machine. */
    private SourceRequest at(int port) {
        Map<String, String> there = new HashMap<>(properties);
        there.put(StoreAddress.ENDPOINT, "http://127.0.0.1:" + port);
        return new SourceRequest(
                new StoreAddress("captures", StoreAddress.FILES, there), "reader", "looked", "group", EARLIEST);
    }

    @Test
    void whatIsNotThereIsSaidByName() {
        for (String name : List.of("nothing", "..", "", "a/b")) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> sources().ends(request(name, EARLIEST)))
                    .withMessageContaining("'" + name + "'")
                    .satisfies(failed -> assertThat(failed.isLasting()).isTrue());
        }
        put("bad/a.txt", "x");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources().ends(request("bad", EARLIEST)))
                .withMessageContaining("a.txt is none of *.avro");
    }
}
