package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataService;
import io.weir.metadata.Requests;
import io.weir.test.TestDatabase;
import io.weir.test.s3.Call;
import io.weir.test.s3.Fault;
import io.weir.test.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two replicas, each a process of its own, publish to one bucket side by side, and are killed at their calls: the process that
 * makes the call is dead before the call is done, while its body is under way, or when it is done and not yet answered. One log
 * file is so large that it goes in parts. Commits come in by a third process, which publishes nothing. It takes two minutes, so it
 * runs where {@code -Dweir.thorough=true} asks for it, as .ci/run does.
 */
@EnabledIfSystemProperty(named = "weir.thorough", matches = "true")
class S3KillTest {

    /** Of these tables, the second one asks for checkpoints with sidecars. */
    private static final String KILLED = "killed";

    private static final String KILLED_WITH_SIDECARS = "killed_with_sidecars";

    private static final String SECRET = "kept-" + UUID.randomUUID();

    @TempDir
    static Path folder;

    /** Of a megabyte each: more than goes with one call. */
    private static final int LARGE_FILES = 34;

    private static final Map<String, Process> replicas = new ConcurrentHashMap<>();
    private static final AtomicInteger killed = new AtomicInteger();
    private static S3Server s3;
    private static TestDatabase database;
    private static MetadataServer server;

    /** When a call's process dies. */
    private enum Moment {
        BEFORE,
        WITHIN,
        AFTER
    }

    /** Which call of the log its process does not survive, and when that dies. */
    private record Kill(Predicate<Call> wanted, Moment moment) {

        /** That puts what the name of ends so. */
        static Kill at(String ending, Moment moment) {
            return new Kill(call -> call.method().equals("PUT") && call.key().endsWith(ending), moment);
        }
    }

    /** In the order of a step's calls: what is there after one is what is there before the next, which is not tried again. */
    private static final List<Kill> KILLS = List.of(
            Kill.at(".json", Moment.BEFORE),
            Kill.at(".json", Moment.WITHIN),
            Kill.at(".json", Moment.AFTER),
            Kill.at(".crc", Moment.WITHIN),
            Kill.at(".crc", Moment.AFTER),
            Kill.at(".checkpoint.parquet", Moment.BEFORE),
            Kill.at(".checkpoint.parquet", Moment.WITHIN),
            Kill.at("_last_checkpoint", Moment.BEFORE),
            Kill.at("_last_checkpoint", Moment.WITHIN),
            Kill.at("_last_checkpoint", Moment.AFTER));

    private static final List<Kill> KILLS_OF_SIDECARS =
            List.of(new Kill(S3KillTest::putsSidecar, Moment.WITHIN), new Kill(S3KillTest::putsSidecar, Moment.AFTER));

    /** One after the other, of the same file. */
    private static final List<Kill> KILLS_IN_PARTS = List.of(
            new Kill(call -> call.parameter("partNumber").equals("2"), Moment.WITHIN),
            new Kill(S3KillTest::completes, Moment.BEFORE),
            new Kill(S3KillTest::completes, Moment.AFTER));

    private static boolean putsSidecar(Call call) {
        return call.method().equals("PUT") && call.key().contains("/_sidecars/");
    }

    private static boolean completes(Call call) {
        return call.method().equals("POST") && call.asks("uploadId");
    }

    @BeforeAll
    static void start() {
        s3 = new S3Server();
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(
                database,
                folder,
                settings("--weir.metadata.mirror.workers=0", "--weir.web.max-body-bytes=100000000")
                        .toArray(String[]::new));
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
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Daws.accessKeyId=" + name,
                "-Daws.secretAccessKey=" + SECRET,
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
            if (moment == Moment.WITHIN) {
                Fault.amidst(() -> kill(call.caller())).meet(call, deed);
            } else {
                kill(call.caller());
            }
        };
    }

    private static void kill(String name) {
        Process replica = replicas.get(name);
        if (replica != null) {
            replica.destroyForcibly().onExit().join();
            killed.incrementAndGet();
            startReplica(name);
        }
    }

    private static String log(String table) {
        return "lake/" + table + "/_delta_log/";
    }

    private static void expect(String table, Kill kill) {
        s3.meetNext(call -> call.key().startsWith(log(table)) && kill.wanted().test(call), kills(kill.moment()));
    }

    /** All is published, and every fault has met its call. */
    private static void finish(String table) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> s3.hasMetAll()
                        && server.get("/api/v1/tables/" + table + "/mirror")
                                        .expect(200)
                                        .json()
                                        .get("backlog")
                                        .longValue()
                                == 0);
    }

    private static void create(String table, String... properties) {
        Map<String, Object> request = Requests.table(table);
        request.put("location", "s3://" + S3Server.BUCKET + "/lake/" + table);
        Map<String, String> all = new HashMap<>(Map.of("delta.checkpointInterval", "3"));
        for (int property = 0; property < properties.length; property += 2) {
            all.put(properties[property], properties[property + 1]);
        }
        request.put("properties", all);
        server.post("/api/v1/tables", request).expect(201);
    }

    private static Map<String, Object> small(int version) {
        return Requests.commit(Requests.add("part-" + version, version), Requests.txn("app", version));
    }

    /** The commits that it made, one a version from the first. */
    private static List<Invariants.Accepted> commitThroughKills(String table, List<Kill> kills) {
        List<Invariants.Accepted> accepted = new ArrayList<>();
        for (Kill kill : kills) {
            expect(table, kill);
            for (int more = 0; more < 3; more++) {
                accepted.add(commit(table, small(accepted.size() + 1)));
            }
            finish(table);
        }
        return accepted;
    }

    private static Invariants.Accepted commit(String table, Map<String, Object> commit) {
        JsonNode answer = server.post("/api/v1/tables/" + table + "/commits", commit)
                .expect(200)
                .json();
        return new Invariants.Accepted(commit, answer.get("version").longValue());
    }

    /** Files that say so much of themselves that their log file goes in parts; the next commit takes them away. */
    private static Map<String, Object> large(int version) {
        List<Map<String, Object>> actions = new ArrayList<>();
        for (int file = 0; file < LARGE_FILES; file++) {
            Map<String, Object> add = new HashMap<>(body(Requests.add("large-" + file, 1)));
            add.put("tags", Map.of("said", "x".repeat(1 << 20)));
            actions.add(Map.of("add", add));
        }
        actions.add(Requests.txn("app", version));
        return Requests.commit(actions.toArray(Map<?, ?>[]::new));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(Map<String, Object> add) {
        return (Map<String, Object>) add.get("add");
    }

    private static void assertInvariantsHold(String table, List<Invariants.Accepted> accepted) {
        new Invariants(server)
                .readingAt(location -> {
                    try {
                        return s3.copy("lake/" + table + "/", Files.createTempDirectory(folder, "copy"))
                                .toString();
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                })
                .withSecrets(SECRET)
                .withLogs(folder.resolve("first.log"), folder.resolve("second.log"))
                .assertHold(table, accepted.toArray(Invariants.Accepted[]::new));
        assertThat(s3.keys())
                .filteredOn(key -> key.startsWith("lake/" + table + "/"))
                .allMatch(key -> key.startsWith(log(table)));
    }

    @Test
    void whereverAReplicaIsKilledEveryVersionIsPublishedOnceWithItsBytes() {
        create(KILLED);
        create(KILLED_WITH_SIDECARS, "delta.checkpointPolicy", "v2");
        startReplica("first");
        startReplica("second");
        List<Invariants.Accepted> accepted = commitThroughKills(KILLED, KILLS);
        int large = accepted.size() + 1;
        KILLS_IN_PARTS.forEach(kill -> expect(KILLED, kill));
        accepted.add(commit(KILLED, large(large)));
        finish(KILLED);
        commit(
                KILLED,
                Requests.commit(IntStream.range(0, LARGE_FILES)
                        .mapToObj(file -> Requests.remove("large-" + file))
                        .toArray(Map<?, ?>[]::new)));
        accepted.add(commit(KILLED, small(large + 2)));
        finish(KILLED);
        List<Invariants.Accepted> acceptedWithSidecars = commitThroughKills(KILLED_WITH_SIDECARS, KILLS_OF_SIDECARS);

        assertThat(killed).hasValue(KILLS.size() + KILLS_IN_PARTS.size() + KILLS_OF_SIDECARS.size());
        // What a dead process began; what was begun by one that lived is gone.
        assertThat(s3.uploads()).hasSize(2).containsOnly(log(KILLED) + LogFileNames.commit(large));
        assertThat(server.get("/api/v1/tables/" + KILLED)
                        .expect(200)
                        .json()
                        .get("files")
                        .intValue())
                .isEqualTo(large);
        assertInvariantsHold(KILLED, accepted);
        assertInvariantsHold(KILLED_WITH_SIDECARS, acceptedWithSidecars);
    }
}
