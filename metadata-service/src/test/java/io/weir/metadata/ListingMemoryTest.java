package io.weir.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.zone.ListedTables;
import io.weir.metadata.zone.ZoneWorker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stream of all files holds in memory does not grow with the table, however slowly it is read. */
class ListingMemoryTest {

    private static final int COMMITS = 5;
    private static final int FILES = 10_000;
    private static final String LONG_NAME = "-" + "x".repeat(700);

    /** Bytes of all lines together: more than this are sent. */
    private static final long LIST = 32L << 20;

    /** Bytes of one stream: buffers of the service, of its connections and of the caller. */
    private static final long MOST_HELD = LIST / 4;

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    private static ListedTables tables;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder, "--weir.metadata.mirror.workers=0", "--weir.outbox.poll-interval=1h");
        // Zones are made when this test says so.
        server.bean(ZoneWorker.class).stop();
        tables = new ListedTables(server);
        tables.create("large");
        for (int commit = 0; commit < COMMITS; commit++) {
            tables.post(
                    "large",
                    ListedTables.adds("file-" + commit + "-", FILES, LONG_NAME).toList());
        }
    }

    @Test
    void whoReadsSlowlyHoldsAPartOfTheListAndNotTheWhole() throws Exception {
        assertThat(tables.zones("large", "true")).isZero();
        read();
        tables.make("large", 2);
        tables.renewAll("large");
        assertThat(tables.zones("large", "packed_lines is not null")).isPositive();
        read();
    }

    /** The first line is there only when the service has read what it reads at a time. */
    private static void read() throws IOException, InterruptedException {
        long before = held();
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/tables/large/files"))
                .header("Accept", "application/x-ndjson")
                .build();
        InputStream body = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofInputStream())
                .body();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            long bytes = lines.readLine().length();
            assertThat(held() - before).isLessThan(MOST_HELD);
            int count = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                bytes += line.length();
                count++;
            }
            assertThat(count).isEqualTo(COMMITS * FILES);
            assertThat(bytes).isGreaterThan(LIST);
        }
    }

    /** Bytes on the heap that somebody refers to. */
    private static long held() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
