package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.DataFolder;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.source.files.CaptureFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Files that are read once, to their end. */
class ReplayTest extends WorkerTest {

    private static final int MINUTES = 4;
    private static final int EVENTS = 500;

    private static Path folder(String name) {
        return worker.getBean(DataFolder.class).resolve("captures").resolve(name);
    }

    private static String capture() {
        String hub = "h" + UUID.randomUUID().toString().substring(0, 8);
        for (int minute = 0; minute < MINUTES; minute++) {
            for (int partition = 0; partition < 2; partition++) {
                int of = partition;
                CaptureFiles.write(
                        folder(hub),
                        partition,
                        minute,
                        minute * EVENTS,
                        (minute + 1) * EVENTS,
                        sequence -> sequence == 7 ? "no" : "{\"id\":" + (sequence * 2 + of) + "}");
            }
        }
        return hub;
    }

    private static String create(String hub, String more, String targets) {
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(post("/api/v1/pipelines", "create-" + name, """
                                {"name": "%s", "source": {"store": "captures", "topic": "%s"}, %s
                                 "target": {"warehouse": {"store": "lake", "table": "%s"}%s}}""".formatted(
                                        name, hub, more, name, targets.formatted(name)))
                        .body())
                .contains("\"name\":\"" + name + "\"");
        return name;
    }

    private static void awaitStopped(String name) {
        await().untilAsserted(() -> assertThat(service().get(name).state()).isInstanceOf(PipelineState.Stopped.class));
    }

    @Test
    void aCaptureIsReadToItsEndAndThatIsTheEndOfTheRun() throws Exception {
        String name = create(capture(), "\"batch\": {\"maxRows\": 300},", ", \"delta\": {\"table\": \"%s\"}");

        service().start(name);
        service().start(name);
        awaitStopped(name);
        service().start(name);
        awaitStopped(name);

        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"received\":4000", "\"written\":3998", "\"deadLettered\":2", "\"lag\":0");
        assertThat(rows(name)).isEqualTo(3998);
        assertThat(idsIn(name)).isEqualTo("3998 3998");
    }

    /** Commits are refused and replies are lost, and the pipeline is stopped and started in the middle of files. */
    @Test
    void everyRowArrivesOnceHoweverOftenItsReaderBeginsAnew() throws Exception {
        String name = create(capture(), "\"batch\": {\"maxRows\": 70},", ", \"delta\": {\"table\": \"%s\"}");
        var interfered = interfere();

        for (int begun = 1; begun <= 4; begun++) {
            service().start(name);
            int some = begun * 300;
            await().ignoreExceptions()
                    .until(() -> rows(name) >= some || service().get(name).state() instanceof PipelineState.Stopped);
            service().stop(name);
            awaitStopped(name);
        }
        service().start(name);
        awaitStopped(name);
        tables().interfere((table, when) -> {});

        assertThat(Set.copyOf(interfered)).isNotEmpty();
        assertThat(rows(name)).isEqualTo(3998);
        assertThat(idsIn(name)).isEqualTo("3998 3998");
    }

    @Test
    void whatIsKnownOfCapturedEventsIsKept() throws Exception {
        String hub = "h" + UUID.randomUUID().toString().substring(0, 8);
        CaptureFiles.write(folder(hub), 3, 0, 41, 43, sequence -> sequence == 41 ? "a" : null);
        String name = create(hub, "\"format\": \"RAW\",", ", \"delta\": {\"table\": \"%s\"}");

        service().start(name);
        awaitStopped(name);

        assertThat(select(
                        name,
                        "string_agg(concat_ws('|', coalesce(event_body, 'null'), partition_id, sequence_number,"
                                + " epoch(enqueued_time)::bigint, system_properties->>'offset',"
                                + " system_properties->>'x-opt-partition-key'), ' ' order by sequence_number)"))
                .isEqualTo("a|3|0|1769860805|1640|k null|3|1|1769860805|1680|k");
    }

    @Test
    void whatFilesCannotDoIsSaid() throws Exception {
        String body = """
                {"name": "late", "source": {"store": "captures", "topic": "any", "startPosition": "LATEST"},
                 "target": {"warehouse": {"store": "lake", "table": "late"}}}""";
        assertThat(post("/api/v1/pipelines", "late-1", body).body())
                .contains("\"field\":\"source.startPosition\"", "\"found\":\"LATEST\"", "EARLIEST or SEQUENCE");
        String nowhere = create("nowhere", "", "");
        assertThat(post("/api/v1/pipelines/" + nowhere + "/start", "start-" + nowhere, "")
                        .body())
                .contains("source-unreadable", "is not there");
        Files.createDirectories(folder("empty"));
        String empty = create("empty", "", "");
        service().start(empty);
        awaitStopped(empty);
        String dry = capture();
        assertThat(post("/api/v1/pipelines/dry-run?waitMillis=20000&records=20", "dry-" + dry, """
                                {"name": "dry", "source": {"store": "captures", "topic": "%s"},
                                 "target": {"warehouse": {"store": "lake", "table": "dry"}}}""".formatted(dry))
                        .body())
                .contains("\"received\":20", "\"written\":18", "\"deadLettered\":2");
    }
}
