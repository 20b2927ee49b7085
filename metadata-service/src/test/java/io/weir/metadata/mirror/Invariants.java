package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/**
 * The invariants of the design that a metadata service has to keep, whatever happened to it before. Those that are missing are
 * of other services: a run has its state in the lineage service (6). What the fourth says of sinks is said here of
 * applications' transactions, which are the watermarks of sinks that are tables of this service.
 *
 * <p>A check publishes what is not published yet, sends each accepted commit again, and tries writes that must be refused. It
 * leaves the table at the version that it found it at.
 */
public final class Invariants {

    private static final String TABLES = "/api/v1/tables/";

    private final MetadataServer server;
    private final List<String> secrets = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();
    private UnaryOperator<String> readable = location -> location;

    public Invariants(MetadataServer server) {
        this.server = server;
        secrets.add(server.bean(Environment.class).getRequiredProperty("spring.datasource.password"));
    }

    /**
     * A commit that the service said was made.
     *
     * @param body of the request, with a transaction by which a repetition is known, unless the headers have a key for that
     * @param version that it made
     */
    public record Accepted(Map<String, Object> body, long version, String... headers) {}

    /** Has the mirror be read elsewhere than at the table's location, as where that is in a bucket. */
    Invariants readingAt(UnaryOperator<String> copy) {
        this.readable = copy;
        return this;
    }

    /** Has these texts be looked for wherever the service says something, beside the password of its database. */
    Invariants withSecrets(String... more) {
        secrets.addAll(List.of(more));
        return this;
    }

    /** Has these files be looked through, which the service's processes wrote. */
    public Invariants withLogs(Path... files) {
        logs.addAll(List.of(files));
        return this;
    }

    /** Holds all of them for a table, at every version. */
    public void assertHold(String table, Accepted... accepted) {
        assertHold(table, 1, accepted);
    }

    /** The same, where the third is looked at for every so manieth version only. */
    public void assertHold(String table, int step, Accepted... accepted) {
        publish(table);
        StoredHistory history = StoredHistory.read(server, table);
        theCommitIsThatOfPostgres(table, history);
        theMirrorIsAFunctionOfPostgres(table, history);
        replayIsEqual(table, step);
        theWatermarkIsTheTruth(table, history);
        aZombieCannotWrite(table, history);
        whatWasAcceptedIsThereOnce(table, history, accepted);
        noErrorIsWithoutAShape(table, history);
        noSecretLeaves(table);
        assertThat(head(table).get("version").longValue())
                .as("the check changes nothing")
                .isEqualTo(history.headVersion());
    }

    /** Any process may do it; where none is there that does, this one. */
    private void publish(String table) {
        MirrorStep mirror = server.bean(MirrorStep.class);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    mirror.leavesBehind(table);
                    return mirror(table).get("backlog").longValue() == 0;
                });
    }

    /** 1: versions are 0, 1, 2 …, as Postgres has them, and nothing is there of any other. */
    private void theCommitIsThatOfPostgres(String table, StoredHistory history) {
        assertThat(history.versions())
                .as("1: versions without gaps")
                .isEqualTo(Stream.iterate(0L, version -> version + 1)
                        .limit(history.headVersion() + 1)
                        .toList());
        assertThat(history.damaged())
                .as("1: versions whose bytes are not those of their sum")
                .isEmpty();
        assertThat(history.rowsBeyondTheHead())
                .as("1: rows of versions that are not")
                .isZero();
        assertThat(history.miscounted())
                .as("1: versions that count other files than there are")
                .isEmpty();
        assertThat(versionsThatAreListed(table))
                .as("1: versions that are told of")
                .isEqualTo(history.versions());
    }

    private List<Long> versionsThatAreListed(String table) {
        List<Long> versions = new ArrayList<>();
        String rest = "/commits?limit=1000";
        while (!rest.isEmpty()) {
            JsonNode page = server.get(TABLES + table + rest).expect(200).json();
            page.get("items")
                    .forEach(commit -> versions.add(commit.get("version").longValue()));
            JsonNode next = page.get("nextPageToken");
            rest = next == null ? "" : "/commits?limit=1000&pageToken=" + next.stringValue();
        }
        return versions.stream().sorted().toList();
    }

    /** 2: each version is published by now, by its bytes and nothing else. */
    private void theMirrorIsAFunctionOfPostgres(String table, StoredHistory history) {
        JsonNode mirror = mirror(table);
        assertThat(mirror.get("state").stringValue())
                .as("2: state of the mirror")
                .isEqualTo("ACTIVE");
        assertThat(mirror.get("publishedVersion").longValue())
                .as("2: what is published")
                .isEqualTo(history.headVersion());
        Path log = Path.of(readable.apply(head(table).get("location").stringValue()), LogFileNames.LOG_FOLDER);
        history.contents().forEach((version, content) -> assertThat(log.resolve(LogFileNames.commit(version)))
                .as("2: bytes of version " + version)
                .hasBinaryContent(content));
        assertThat(published(log)).as("2: log files").hasSize(history.contents().size());
        new CheckpointHint(log.getParent()).holds();
    }

    private static List<Path> published(Path log) {
        try (Stream<Path> files = Files.list(log)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{20}\\.json"))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** 3: Kernel reads from the mirror what Postgres says; the service's own comparison finds the same. */
    private void replayIsEqual(String table, int step) {
        new ReplayEquality(server, table, readable).holdsAtEvery(step);
        JsonNode report = server.post(TABLES + table + "/mirror/verify", Map.of())
                .expect(200)
                .json();
        assertThat(report.get("sound").booleanValue())
                .as("3: what the service finds itself: " + report)
                .isTrue();
    }

    /** 4: the latest transaction of each application is the one that came with the rows of its commit. */
    private void theWatermarkIsTheTruth(String table, StoredHistory history) {
        Map<String, Long> told = new TreeMap<>();
        server.get(TABLES + table + "/transactions?limit=1000")
                .expect(200)
                .json()
                .get("items")
                .forEach(item -> told.put(
                        item.get("appId").stringValue(), item.get("version").longValue()));
        assertThat(told).as("4: transactions of applications").isEqualTo(history.transactions());
    }

    /** 5: who expects another transaction than there is was overtaken, and changes nothing. */
    private void aZombieCannotWrite(String table, StoredHistory history) {
        refuses(table, Map.of("appId", "zombie", "version", 1), "zombie");
        history.transactions().keySet().forEach(appId -> refuses(table, Map.of("appId", appId), appId));
    }

    private void refuses(String table, Map<String, Object> expected, String appId) {
        Map<String, Object> late = Requests.commit(Requests.add("late", 1), Requests.txn(appId, Long.MAX_VALUE));
        late.put("expectedTransactions", List.of(expected));
        Answer answer = server.post(TABLES + table + "/commits", late);
        assertThat(answer.status())
                .as("5: a late write of " + appId + ": " + answer.text())
                .isEqualTo(409);
    }

    /** 7: what was accepted is there, and sent again it is not done again. */
    private void whatWasAcceptedIsThereOnce(String table, StoredHistory history, Accepted... accepted) {
        for (Accepted commit : accepted) {
            assertThat(history.actions(commit.version()))
                    .as("7: version " + commit.version() + " is what was accepted")
                    .containsAll(StoredHistory.names(
                            MetadataServer.JSON.valueToTree(commit.body().get("actions"))));
            JsonNode again = server.post(TABLES + table + "/commits", commit.body(), commit.headers())
                    .expect(200)
                    .json();
            assertThat(again.get("version").longValue())
                    .as("7: what is sent again is of the version that it made")
                    .isEqualTo(commit.version());
        }
    }

    /** 8: what cannot be answered, and by whom, is told in one shape. */
    private void noErrorIsWithoutAShape(String table, StoredHistory history) {
        hasShape(server.get(TABLES + table + "/snapshot?version=" + (history.headVersion() + 1)), 404);
        hasShape(server.get(TABLES + table + "/snapshot?version=x"), 400);
        hasShape(server.get(TABLES + "no_such_table_as_" + table), 404);
        hasShape(server.post(TABLES + table + "/commits", "{"), 400);
        hasShape(server.put(TABLES + table, Map.of()), 405);
        hasShape(server.get("/api/v1/nothing"), 404);
        // The container's own.
        hasShape(server.get(TABLES + "a%2Fb"), 400);
    }

    private static void hasShape(Answer answer, int status) {
        assertThat(answer.status()).as("8: " + answer.text()).isEqualTo(status);
        assertThat(answer.contentType()).as("8: content type").startsWith("application/problem+json");
        assertThat(answer.json().path("code").asString())
                .as("8: code in " + answer.text())
                .isNotBlank();
        assertThat(answer.json().path("status").asInt())
                .as("8: status in " + answer.text())
                .isEqualTo(status);
    }

    /** 9: neither what the service answers nor what it writes down holds a secret. */
    private void noSecretLeaves(String table) {
        Stream.of("", "/mirror", "/commits", "/snapshot", "/transactions", "/snapshot?version=x")
                .map(rest -> TABLES + table + rest)
                .forEach(this::tellsNoSecret);
        Stream.of("prometheus", "health", "info", "env", "configprops")
                .map(page -> "/actuator/" + page)
                .forEach(this::tellsNoSecret);
        for (Path log : logs) {
            try {
                holdsNoSecret(log.getFileName().toString(), Files.readString(log));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private void tellsNoSecret(String path) {
        Answer answer = server.get(path);
        holdsNoSecret(path, answer.text() + answer.headers());
    }

    /** What was found is not printed either. */
    private void holdsNoSecret(String where, String text) {
        assertThat(secrets.stream().anyMatch(text::contains))
                .as("9: a secret in " + where)
                .isFalse();
    }

    private JsonNode head(String table) {
        return server.get(TABLES + table).expect(200).json();
    }

    private JsonNode mirror(String table) {
        return server.get(TABLES + table + "/mirror").expect(200).json();
    }
}
