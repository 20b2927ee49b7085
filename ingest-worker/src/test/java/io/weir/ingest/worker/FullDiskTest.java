package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.ingest.deltasink.DeltaTables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk is full while a pipeline writes a Delta table: the one that it stages records on, or the one that the table lies on. */
class FullDiskTest extends WorkerTest {

    private static final String TEXT = "x".repeat(2_000);

    @TempDir
    static Path folder;

    private static ServedTables served;

    @BeforeAll
    static void serve() throws Exception {
        for (Disk disk : Disk.values()) {
            Files.createDirectories(disk.path());
            assumeTrue(
                    run(
                                    "mount",
                                    "-t",
                                    "tmpfs",
                                    "-o",
                                    "size=24m",
                                    "tmpfs",
                                    disk.path().toString())
                            == 0,
                    "only who may mount can have a small disk");
        }
        served = new ServedTables(Disk.STAGING.path(), Disk.TABLES.path(), platform);
    }

    @AfterAll
    static void stop() throws Exception {
        if (served != null) {
            served.close();
        }
        for (Disk disk : Disk.values()) {
            run("umount", "--lazy", disk.path().toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private enum Disk {
        STAGING,
        TABLES;

        Path path() {
            return folder.resolve(name().toLowerCase(java.util.Locale.ROOT));
        }

        private Path filler() {
            return path().resolve("filler");
        }

        void fill() throws IOException {
            byte[] block = new byte[4_096];
            try (OutputStream out = Files.newOutputStream(filler())) {
                while (true) {
                    out.write(block);
                }
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("No space left");
            }
        }

        void free() throws IOException {
            Files.delete(filler());
        }
    }

    @ParameterizedTest
    @CsvSource({"STAGING, KAFKA", "STAGING, HUBS", "TABLES, KAFKA", "TABLES, HUBS"})
    void thePipelineSaysSoAndGoesOnWithEachRecordOnceWhenThereIsSpace(Disk disk, Feed feed)
            throws IOException, SQLException {
        Feed.Events events = feed.events();
        String name = served.begin(WorkerTest.name(), events);

        disk.fill();
        events.producer().produce(2_000, index -> "{\"id\":" + (1_000 + index) + ",\"text\":\"" + TEXT + index + "\"}");
        await().untilAsserted(() -> assertThat(served.failure(name))
                .contains("the disk is full; free some space and it goes on by itself, nothing is lost"));
        disk.free();
        served.drain(name);

        assertThat(served.select(name, "count(*) || ' ' || count(distinct id) || ' ' || count(text)"))
                .isEqualTo("3000 3000 2000");
        assertThat(served.progress(name).received()).isEqualTo(3_000);
        assertThat(files(name)).containsExactlyInAnyOrderElementsOf(live(name));
    }

    /** What lies in the table's folder; files that were begun and are of no commit are there no more. */
    private static List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(served.worker()
                .getBean(DeltaTables.class)
                .find(name)
                .orElseThrow()
                .folder())) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    private static List<Path> live(String name) {
        DeltaTables tables = served.worker().getBean(DeltaTables.class);
        return tables.files(tables.find(name).orElseThrow());
    }
}
