package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataService;
import io.weir.metadata.Requests;
import io.weir.test.TestDatabase;
import io.weir.test.s3.Fault;
import io.weir.test.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas, each a process of its own, publish to one bucket side by side, and are killed at their calls: the process that
 * makes the call is dead before the call is done, or when it is done and not yet answered. Commits come in by a third, which
 * publishes nothing.
 */
class S3KillTest {

    private static final String LOG = "lake/killed/_delta_log/";

    @TempDir
    static Path folder;

    private static final Map<String, Process> replicas = new ConcurrentHashMap<>();
    private static final AtomicInteger killed = new AtomicInteger();
    private static S3Server s3;
    private static TestDatabase database;
    private static MetadataServer server;

    /** When a call's process dies. */
    private enum Moment {
        BEFORE,
        AFTER
    }

    /** The end of a key's name, and when the process dies that puts it. */
    private record Kill(String ending, Moment moment) {}

    private static final List<Kill> KILLS = List.of(
            new Kill(".json", Moment.BEFORE),
            new Kill(".json", Moment.AFTER),
            new Kill(".checkpoint.parquet", Moment.BEFORE),
            new Kill("_last_checkpoint", Moment.AFTER));

    @BeforeAll
    static void start() {
        s3 = new S3Server();
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(
                database, folder, settings("--weir.metadata.mirror.workers=0").toArray(String[]::new));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        for (Process replica : replicas.values()) {
            replica.destroyForcibly().waitFor();
        }
        server.close();
        database.close();
        s3.close();
    }

    private static List<String> settings(String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("--weir.metadata.allowed-roots=s3://" + S3Server.BUCKET + "/lake");
        settings.add("--weir.metadata.s3.endpoint=" + s3.endpoint());
        settings.add("--weir.metadata.s3.path-style=true");
        return settings;
    }

    /** Its calls bear its name. */
    private static void startReplica(String name) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Daws.accessKeyId=" + name,
                "-Daws.secretAccessKey=knows",
                "-cp",
                System.getProperty("java.class.path"),
                MetadataService.class.getName()));
        command.addAll(List.of(database.arguments()));
        command.addAll(settings(
                "--server.port=0",
                "--weir.data-dir=" + folder.resolve(name),
                "--weir.metadata.mirror.poll-interval=20ms",
                "--weir.metadata.mirror.first-retry=10ms",
                "--weir.metadata.mirror.longest-retry=100ms"));
        try {
            replicas.put(
                    name,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                    folder.resolve(name + ".log").toFile()))
                            .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The connection is closed without an answer; there is nobody who would read it. */
    private static Fault kills(Moment moment) {
        return (call, deed) -> {
            if (moment == Moment.AFTER) {
                deed.run();
            }
            String name = call.caller();
            Process replica = replicas.get(name);
            if (replica != null) {
                replica.destroyForcibly().waitFor();
                killed.incrementAndGet();
                startReplica(name);
            }
        };
    }

    private static void commit(int version) {
        server.post(
                        "/api/v1/tables/killed/commits",
                        Requests.commit(Requests.add("part-" + version, version), Requests.txn("app", version)))
                .expect(200);
    }

    private static ReplayEquality replay() {
        return new ReplayEquality(server, "killed", location -> {
            try {
                return s3.copy("lake/killed/", Files.createTempDirectory(folder, "copy"))
                        .toString();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    @Test
    void whereverAReplicaIsKilledEveryVersionIsPublishedOnceWithItsBytes() {
        Map<String, Object> table = Requests.table("killed");
        table.put("location", "s3://" + S3Server.BUCKET + "/lake/killed");
        table.put("properties", Map.of("delta.checkpointInterval", "3"));
        server.post("/api/v1/tables", table).expect(201);
        startReplica("first");
        startReplica("second");
        int version = 0;
        for (Kill kill : KILLS) {
            s3.meetNext(
                    call -> call.method().equals("PUT")
                            && call.key().startsWith(LOG)
                            && call.key().endsWith(kill.ending()),
                    kills(kill.moment()));
            for (int more = 0; more < 3; more++) {
                commit(++version);
            }
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() ->
                            s3.hasMetAll() && replay().mirror().get("backlog").longValue() == 0);
        }

        assertThat(killed).hasValue(KILLS.size());
        replay().holdsEverywhere();
        assertThat(server.post("/api/v1/tables/killed/mirror/verify", Map.of())
                        .expect(200)
                        .json()
                        .get("sound")
                        .booleanValue())
                .isTrue();
        for (long published = 0; published <= version; published++) {
            assertThat(s3.object(LOG + LogFileNames.commit(published))).isPresent();
        }
        assertThat(replay().mirror().get("state").stringValue()).isEqualTo("ACTIVE");
        assertThat(s3.uploads()).isEmpty();
    }
}
