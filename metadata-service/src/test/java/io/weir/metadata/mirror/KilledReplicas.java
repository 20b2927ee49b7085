package io.weir.metadata.mirror;

import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataService;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Two replicas, each a process of its own, that publish to one bucket side by side, and are killed at their calls: the process that
 * makes the call is dead before the call is done, while its body is under way, or when it is done and not yet answered. One that
 * was killed is started again. Commits come in by a third process, the test's own, which publishes nothing by itself.
 */
final class KilledReplicas implements AutoCloseable {

    static final String SECRET = "kept-" + UUID.randomUUID();

    final S3Server s3 = new S3Server();
    final MetadataServer server;
    private final Path folder;
    private final TestDatabase database;
    private final Map<String, Process> replicas = new ConcurrentHashMap<>();
    private final AtomicInteger killed = new AtomicInteger();

    /** When a call's process dies. */
    enum Moment {
        BEFORE,
        WITHIN,
        AFTER
    }

    /** Which call of the log its process does not survive, and when that dies. */
    record Kill(Predicate<Call> wanted, Moment moment) {

        /** That puts what the name of ends so. */
        static Kill at(String ending, Moment moment) {
            return new Kill(call -> call.method().equals("PUT") && call.key().endsWith(ending), moment);
        }
    }

    /** @param folder where they have what is theirs */
    KilledReplicas(Path folder) {
        this.folder = folder;
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(
                database,
                folder,
                settings("--weir.metadata.mirror.workers=0", "--weir.web.max-body-bytes=100000000")
                        .toArray(String[]::new));
        startReplica("first");
        startReplica("second");
    }

    @Override
    public void close() {
        for (Process replica : replicas.values()) {
            replica.destroyForcibly().onExit().join();
        }
        server.close();
        database.close();
        s3.close();
    }

    private List<String> settings(String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("--weir.metadata.allowed-roots=s3://" + S3Server.BUCKET + "/lake");
        settings.add("--weir.metadata.s3.endpoint=" + s3.endpoint());
        settings.add("--weir.metadata.s3.path-style=true");
        return settings;
    }

    /** Its calls bear its name. */
    private void startReplica(String name) {
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
    private Fault kills(Moment moment) {
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

    private void kill(String name) {
        Process replica = replicas.get(name);
        if (replica != null) {
            replica.destroyForcibly().onExit().join();
            killed.incrementAndGet();
            startReplica(name);
        }
    }

    static String log(String table) {
        return "lake/" + table + "/_delta_log/";
    }

    /** The next such call to the table's log ends its process. */
    void expect(String table, Kill kill) {
        s3.meetNext(call -> call.key().startsWith(log(table)) && kill.wanted().test(call), kills(kill.moment()));
    }

    /** How many there were. */
    int killed() {
        return killed.get();
    }

    /** All is published, and every kill has met its call. */
    void finish(String table) {
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

    /** What the bucket has of a table, as it is now, in a folder that this makes. */
    Path copy(String table) {
        try {
            return s3.copy("lake/" + table + "/", Files.createTempDirectory(folder, "copy"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the replicas wrote. */
    Path[] logs() {
        return new Path[] {folder.resolve("first.log"), folder.resolve("second.log")};
    }
}
