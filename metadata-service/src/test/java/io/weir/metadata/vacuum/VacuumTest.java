package io.weir.metadata.vacuum;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.remove;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.storage.LocalObjects;
import io.weir.delta.storage.StoredFolders;
import io.weir.metadata.InterceptedObjects;
import io.weir.metadata.InterceptedObjects.ProcessEnd;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The steps are run by hand, so that what happens between two of them, and in one, is this test's to say. */
class VacuumTest {

    private static final Duration OLD = Duration.ofDays(30);
    private static final String VECTOR = "ab/deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin";

    @TempDir
    static Path folder;

    private static final AtomicInteger deletionsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private static volatile boolean breaks;
    private static volatile String faulty = "none";

    @AutoClose
    private static MetadataServer server;

    private static VacuumStep step;

    private String name = "";
    private Path place = Path.of("");

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder, MetadataServer.withStores(VacuumTest::mortal), "--weir.metadata.mirror.workers=0");
        step = server.bean(VacuumStep.class);
    }

    @BeforeEach
    void aTable(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        place = folder.resolve("tables").resolve(name);
        server.bean(JdbcClient.class)
                .sql("update table_vacuum set finished_at = now() where finished_at is null")
                .update();
        deletionsLeft.set(Integer.MAX_VALUE);
    }

    /** A store whose process ends behind a deletion. */
    private static StoredFolders mortal(String location) {
        return InterceptedObjects.of(new LocalObjects(Path.of(location)), (method, call) -> {
            if (location.endsWith("/" + faulty)) {
                throw new IllegalStateException("a fault of its own");
            }
            Object result = call.make();
            if (method.equals("deleteListed") && deletionsLeft.decrementAndGet() < 0) {
                if (breaks) {
                    throw new IOException("broken");
                }
                throw new ProcessEnd();
            }
            return result;
        });
    }

    private String path(String rest) {
        return "/api/v1/tables/" + name + rest;
    }

    private void create(Map<String, Object> request) {
        server.post("/api/v1/tables", request).expect(201);
    }

    private void post(Map<String, Object> commit) {
        server.post(path("/commits"), commit).expect(200);
    }

    /** Files of the size of their names, written so long ago. */
    private void files(Duration age, String... names) {
        try {
            for (String file : names) {
                Path written = place.resolve(file);
                Files.createDirectories(written.getParent());
                Files.writeString(written, file);
                Files.setLastModifiedTime(written, FileTime.from(Instant.now().minus(age)));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As if all versions up to one had been committed long ago. */
    private void age(long upTo) {
        server.bean(JdbcClient.class)
                .sql("""
                        with t as (select table_id from delta_table where name = ?),
                        f as (update data_file set deleted_at = deleted_at - ? where table_id in (select table_id from t)
                              and removed_version <= ?)
                        update commit_log set timestamp = timestamp - ? where version <= ? and table_id in (select table_id from t)""")
                .params(List.of(name, OLD.toMillis(), upTo, OLD.toMillis(), upTo))
                .update();
    }

    private TreeSet<String> left() {
        try (Stream<Path> files = Files.walk(place)) {
            return new TreeSet<>(files.filter(file -> Files.isRegularFile(file) || Files.isSymbolicLink(file))
                    .map(file -> place.relativize(file).toString())
                    .filter(file -> !file.startsWith("_delta_log"))
                    .toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void run() {
        while (step.run()) {
            // The next.
        }
    }

    private JsonNode order(boolean dryRun) {
        return server.post(path("/vacuums"), Map.of("dryRun", dryRun))
                .expect(202)
                .json();
    }

    private JsonNode ended(JsonNode ordered) {
        run();
        return server.get(path("/vacuums/" + ordered.get("id").stringValue()))
                .expect(200)
                .json();
    }

    private JsonNode vacuum(boolean dryRun) {
        JsonNode vacuum = ended(order(dryRun));
        assertThat(vacuum.get("state").stringValue()).as(vacuum.toString()).isEqualTo("SUCCEEDED");
        return vacuum;
    }

    private List<String> unneeded() {
        return server.get(path("/unneeded-files"))
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .map(file -> file.get("path").stringValue())
                .toList();
    }

    @Test
    void whatNoVersionWithinRetentionNeedsGoesAndADryRunOnlySaysSo() {
        create(Requests.table(name));
        files(OLD, "live", "long-removed", "lately-removed", "orphan", "sub/orphan");
        files(Duration.ZERO, "being-written");
        post(commit(add("live", 1), add("long-removed", 1), add("lately-removed", 1)));
        post(commit(remove("long-removed")));
        age(2);
        post(commit(remove("lately-removed")));

        JsonNode tried = vacuum(true);
        assertThat(unneeded()).containsExactly("long-removed", "orphan", "sub/orphan");
        assertThat(tried.get("foundFiles").longValue()).isEqualTo(3);
        assertThat(tried.get("foundBytes").longValue()).isEqualTo("long-removedorphansub/orphan".length());
        assertThat(tried.get("deletedFiles").longValue()).isZero();
        assertThat(tried.get("keptVersion").longValue()).isEqualTo(2);
        assertThat(left()).hasSize(6);

        JsonNode done = vacuum(false);
        assertThat(left()).containsExactly("being-written", "lately-removed", "live");
        assertThat(done.get("deletedFiles").longValue()).isEqualTo(3);
        assertThat(done.get("deletedBytes")).isEqualTo(tried.get("foundBytes"));
        assertThat(unneeded()).isEmpty();
        assertThat(vacuum(false).get("deletedFiles").longValue()).isZero();
        assertThat(server.get(path("/vacuums?limit=2")).expect(200).json().get("items"))
                .hasSize(2);
    }

    @Test
    void everyVersionThatIsKeptCanBeRestoredAndNoOther() {
        create(Requests.table(name));
        files(OLD, "one", "two", "three");
        post(commit(add("one", 1)));
        post(commit(remove("one"), add("two", 1)));
        age(2);
        post(commit(remove("two"), add("three", 1)));
        vacuum(true);
        server.post(path("/restore"), Map.of("version", 1)).expect(200);
        post(commit(remove("one"), add("three", 1)));
        age(2);
        vacuum(false);
        assertThat(left()).contains("two", "three");
        for (long version = 2; version <= 5; version++) {
            for (String line : server.get(path("/files?version=" + version), "Accept", "application/x-ndjson")
                    .expect(200)
                    .text()
                    .lines()
                    .toList()) {
                assertThat(left())
                        .contains(MetadataServer.JSON.readTree(line).get("path").stringValue());
            }
        }
        Answer refused = server.post(path("/restore"), Map.of("version", 1)).expect(409);
        assertThat(refused.json().get("code").stringValue()).isEqualTo("version-vacuumed");
        assertThat(refused.json().get("firstVersion").longValue()).isEqualTo(2);
        server.post(path("/restore"), Map.of("version", 2)).expect(200);
    }

    @Test
    void namesAreWhatTheyMeanAndNotHowTheyAreWritten() {
        create(Requests.partitionedTable(name));
        String[] needed = {"day=a b/part-1", "day=10%3A00/part-2", "zä/part-3", VECTOR, "_change_data/cdc-1"};
        files(OLD, needed);
        files(OLD, "day=a b/gone", "ab/deletion_vector_00000000-0000-0000-0000-000000000000.bin", "_change_data/cdc-2");
        files(OLD, "_hidden/file", ".hidden", "_delta_log/old.json", "day=1/_temporary/x", "_day=1/file");
        server.bean(JdbcClient.class).sql("""
                        insert into data_file (table_id, added_version, path, deletion_vector, size, data_change,
                                               partition_values, add_action)
                        select table_id, 0, p, v, 1, true, '{}', '{}' from delta_table,
                            (values ('day=a%20b/part-1', ''), ('day=10%253A00/part-2', ''), ('z%C3%A4/part-3', ''),
                                    ('not-there', 'uab^-aqEH.-t@S}K{vb[*k^@4')) as f (p, v) where name = ?""").param(name).update();
        server.bean(JdbcClient.class)
                .sql("update commit_log set content = content || convert_to(?, 'UTF8') where table_id ="
                        + " (select table_id from delta_table where name = ?)")
                .params(List.of(MetadataServer.JSON.writeValueAsString(changed("_change_data/cdc-1")) + "\n", name))
                .update();

        vacuum(false);

        assertThat(left())
                .contains(needed)
                .contains("_hidden/file", ".hidden", "day=1/_temporary/x", "_day=1/file")
                .hasSize(needed.length + 4);
        assertThat(place.resolve("_delta_log/old.json")).exists();
    }

    @Test
    void whatALargeCommitChangedStaysThoughItsLogFileIsKeptPacked() {
        create(Requests.table(name));
        files(OLD, "_change_data/wanted", "_change_data/unwanted");
        post(commit(Stream.concat(
                        Stream.of(changed("_change_data/wanted")),
                        IntStream.range(0, 300).mapToObj(file -> add("file-" + file, 1)))
                .toArray(Map<?, ?>[]::new)));

        vacuum(false);

        assertThat(left()).containsExactly("_change_data/wanted");
    }

    private static Map<String, Object> changed(String path) {
        return Map.of(
                "cdc", Map.of("path", path, "partitionValues", Map.of("day", "1"), "size", 1, "dataChange", false));
    }

    @Test
    void whatAnotherTableNamesWithItsPlaceStaysAndLinksAreNotFollowed() throws IOException {
        create(Requests.table(name));
        files(OLD, "cloned", "sub/cloned", "vector.bin", "orphan");
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path treasure = Files.writeString(outside.resolve("treasure"), "x");
        Files.setLastModifiedTime(treasure, FileTime.from(Instant.EPOCH));
        Files.createSymbolicLink(place.resolve("linked"), outside);
        Files.createSymbolicLink(place.resolve("link"), treasure);
        server.post("/api/v1/tables", Requests.table("clone")).expect(201);
        server.bean(JdbcClient.class).sql("""
                        insert into data_file (table_id, added_version, path, deletion_vector, size, data_change,
                                               partition_values, add_action)
                        select table_id, 0, p, v, 1, true, '{}', '{}' from delta_table,
                            (values ('file:///elsewhere/mounted/cloned', ''), (?, 'ps3a://b/x/vector.bin@1'))
                            as f (p, v) where name = 'clone'""").param(place + "/sub/cloned").update();

        vacuum(false);

        assertThat(left()).containsExactly("cloned", "link", "linked", "sub/cloned", "vector.bin");
        assertThat(treasure).exists();
    }

    @Test
    void whereverItEndsItGoesOnAndCountsEachFileOnce() {
        create(Requests.table(name));
        List<String> names = new ArrayList<>();
        for (int file = 0; file < 1500; file++) {
            names.add("part-" + file);
        }
        files(OLD, names.toArray(String[]::new));
        post(commit(add("part-7", 1), add("part-1499", 1)));
        JsonNode ordered = order(false);
        int ends = 0;
        boolean busy = true;
        while (busy) {
            deletionsLeft.set(ends % 2 == 0 ? 150 : Integer.MAX_VALUE);
            try {
                busy = step.run();
            } catch (ProcessEnd end) {
                ends++;
            }
            if (deletionsLeft.get() > 1000) {
                ends += ends % 2;
            }
        }
        assertThat(ends).isGreaterThan(2);
        assertThat(left()).containsExactly("part-1499", "part-7");
        JsonNode done = ended(ordered);
        assertThat(done.get("deletedFiles").longValue()).isEqualTo(1498);
        assertThat(done.get("foundFiles").longValue()).isEqualTo(1498);
        assertThat(done.get("deletedBytes").longValue())
                .isEqualTo(names.stream().mapToInt(String::length).sum() - "part-7part-1499".length());
    }

    @Test
    void whatIsCommittedWhileItRunsStays() {
        create(Requests.table(name));
        files(OLD, "late", "la te", "orphan");
        order(false);
        while (!state().equals("DELETING")) {
            assertThat(step.run()).isTrue();
        }
        post(commit(add("late", 1), add("la%20te", 1)));
        run();
        assertThat(state()).isEqualTo("SUCCEEDED");
        assertThat(left()).containsExactly("la te", "late");
    }

    private String state() {
        return latest().get("state").stringValue();
    }

    private JsonNode latest() {
        return server.get(path("/vacuums")).expect(200).json().get("items").get(0);
    }

    @Test
    void aLogWithVersionsOfOthersKeepsAllFiles() throws IOException {
        create(Requests.table(name));
        files(OLD, "theirs");
        Path log = Files.createDirectories(place.resolve("_delta_log"));
        Files.writeString(log.resolve("00000000000000000001.json"), "{\"add\":{\"path\":\"theirs\"}}\n");
        for (int round = 0; round < 2; round++) {
            JsonNode stopped = ended(order(false));
            assertThat(stopped.get("state").stringValue()).isEqualTo("FAILED");
            assertThat(stopped.get("code").stringValue()).isEqualTo("foreign-commits");
            assertThat(left()).containsExactly("theirs");
            assertThat(unneeded()).isEmpty();
            // The same version committed here is not theirs either.
            post(commit(add("ours", 1)));
        }
    }

    @Test
    void theTableKnowsWhoWantedWhat() {
        create(Requests.table(name));
        order(true);
        Answer second = server.post(path("/vacuums"), Map.of()).expect(409);
        assertThat(second.json().get("code").stringValue()).isEqualTo("vacuum-under-way");
        run();
        JsonNode done = latest();
        assertThat(done.get("dryRun").booleanValue()).isTrue();
        assertThat(done.get("retainHours").longValue()).isEqualTo(168);
        assertThat(done.has("orderedBy")).isFalse();
        server.get(path("/vacuums/00000000-0000-0000-0000-000000000000")).expect(404);
        server.post("/api/v1/tables/no-such/vacuums", Map.of()).expect(404);
        for (String key : List.of("once", "once")) {
            server.post(path("/vacuums"), Map.of(), "Idempotency-Key", name + key)
                    .expect(202);
        }
        assertThat(server.get(path("/vacuums")).json().get("items"))
                .hasSize(2)
                .allMatch(vacuum -> vacuum.get("dryRun").booleanValue(), "only says, as nobody asked for more");
    }

    @Test
    void aTableThatIsPurgedMeanwhileTakesItsVacuumAlong() {
        create(Requests.table(name));
        files(OLD, "orphan");
        order(false);
        step.run();
        server.bean(JdbcClient.class)
                .sql("delete from delta_table where name = ?")
                .param(name)
                .update();
        run();
        assertThat(left()).containsExactly("orphan");
    }

    @ParameterizedTest
    @CsvSource({
        "167, false, interval 7 days, 422",
        "168, false, interval 7 days, 202",
        "0, true, interval 7 days, 202",
        "-1, true, interval 7 days, 422",
        "10, false, interval 601 minutes, 422",
        "11, false, interval 601 minutes, 202",
        "100000000000, false, interval 7 days, 422",
        "215, false, 1 Week 2 DAYS, 422",
        "216, false, 1 Week 2 DAYS, 202",
    })
    void retentionIsGuarded(long hours, boolean shorter, String property, int status) {
        name = "guarded-" + Math.abs(hours) + "-" + status + "-" + shorter;
        create(Requests.table(name, Map.of("delta.deletedFileRetentionDuration", property)));
        Answer answer = server.post(path("/vacuums"), Map.of("retainHours", hours, "allowShorterRetention", shorter));
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        if (status == 422) {
            JsonNode error = answer.json().get("errors").get(0);
            assertThat(error.get("field").stringValue()).isEqualTo("retainHours");
            assertThat(error.get("found").stringValue()).isEqualTo(Long.toString(hours));
            assertThat(error.has("allowed")).isTrue();
        }
    }

    @Test
    void aTableWhoseFeaturesAreNotUnderstoodKeepsItsFiles() {
        create(Requests.table(name));
        Map<String, Object> protocol = new HashMap<>(Map.of("minReaderVersion", 3, "minWriterVersion", 7));
        for (String features : List.of("[\"vacuumProtocolCheck\",\"unheardOf\"]", "[\"vacuumProtocolCheck\"]")) {
            protocol.put("readerFeatures", MetadataServer.JSON.readTree(features));
            protocol.put("writerFeatures", MetadataServer.JSON.readTree(features));
            server.bean(JdbcClient.class)
                    .sql("update delta_table set protocol = ? where name = ?")
                    .params(List.of(MetadataServer.JSON.writeValueAsString(protocol), name))
                    .update();
            Answer answer = server.post(path("/vacuums"), Map.of("dryRun", false));
            if (features.contains("unheardOf")) {
                assertThat(answer.expect(422).json().get("code").stringValue()).isEqualTo("unsupported-feature");
                assertThat(answer.text()).contains("unheardOf").doesNotContain("vacuumProtocolCheck");
            } else {
                answer.expect(202);
            }
        }
    }

    /** The oldest is taken first. */
    @Test
    void aFaultOfThisServiceEndsItsVacuumAndNoOther() {
        create(Requests.table(name));
        order(false);
        faulty = name;
        name = "behindAFault";
        place = folder.resolve("tables").resolve(name);
        create(Requests.table(name));
        files(OLD, "a");
        order(false);
        try {
            run();
            assertThat(latest().get("state").stringValue()).isEqualTo("SUCCEEDED");
            assertThat(left()).isEmpty();
            name = faulty;
            JsonNode ended = latest();
            assertThat(ended.get("state").stringValue()).isEqualTo("FAILED");
            assertThat(ended.get("code").stringValue()).isEqualTo("internal");
            assertThat(ended.get("detail").stringValue()).contains("IllegalStateException: a fault of its own");
        } finally {
            faulty = "none";
        }
        vacuum(false);
    }

    @Test
    void aStoreThatFailsStopsItAndTheNextOneGoesOn() {
        create(Requests.table(name));
        files(OLD, "a", "b");
        order(false);
        deletionsLeft.set(1);
        breaks = true;
        run();
        JsonNode stopped = latest();
        assertThat(stopped.get("state").stringValue()).isEqualTo("FAILED");
        assertThat(stopped.get("code").stringValue()).isEqualTo("unavailable");
        assertThat(stopped.get("detail").stringValue()).isEqualTo("broken");
        assertThat(stopped.get("deletedFiles").longValue()).isEqualTo(1);
        breaks = false;
        deletionsLeft.set(Integer.MAX_VALUE);
        assertThat(vacuum(false).get("deletedFiles").longValue()).isZero();
        assertThat(left()).isEmpty();
    }
}
