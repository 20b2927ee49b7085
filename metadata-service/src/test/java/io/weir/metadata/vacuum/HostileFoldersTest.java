package io.weir.metadata.vacuum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.delta.storage.LocalObjects;
import io.weir.delta.storage.StoredFolders;
import io.weir.metadata.InterceptedObjects;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Whoever can write to one table's folder can make files there whose paths no index holds, and very many others. */
class HostileFoldersTest {

    private static final Duration OLD = Duration.ofDays(30);

    @TempDir
    static Path folder;

    private static final AtomicInteger listings = new AtomicInteger();

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, MetadataServer.withStores(HostileFoldersTest::counted));
    }

    private static StoredFolders counted(String location) {
        return InterceptedObjects.of(new LocalObjects(Path.of(location)), (method, call) -> {
            if (method.equals("listAll")) {
                listings.incrementAndGet();
            }
            return call.make();
        });
    }

    private static Path orphan(String table, String path) throws IOException {
        Path file = folder.resolve("tables").resolve(table).resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "12345");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(OLD)));
        return file;
    }

    /** Of letters in no order, which an index cannot make shorter. */
    private static String longPath() {
        Random random = new Random(1);
        StringBuilder path = new StringBuilder();
        for (int parts = 0; parts < 14; parts++) {
            random.ints(240, 'a', 'z' + 1)
                    .forEach(letter -> path.append((char) (random.nextBoolean() ? letter : letter - 32)));
            path.append('/');
        }
        return path.toString();
    }

    private static JsonNode vacuumed(String table) {
        return vacuumed(table, false);
    }

    private static JsonNode vacuumed(String table, boolean dryRun) {
        String path = "/api/v1/tables/" + table + "/vacuums";
        String id = server.post(path, Map.of("dryRun", dryRun))
                .expect(202)
                .json()
                .get("id")
                .stringValue();
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> server.get(path + "/" + id).expect(200).json(), vacuum -> vacuum.has("finishedAt"));
    }

    /** Their beginnings are the same for far longer than an index looks. */
    @Test
    void filesWithSuchPathsGoUnlessTheyAreNeeded() throws IOException {
        server.post("/api/v1/tables", Requests.table("hostile")).expect(201);
        String path = longPath();
        Path needed = orphan("hostile", path + "needed");
        List<Path> orphans =
                List.of(orphan("hostile", path + "a"), orphan("hostile", path + "b"), orphan("hostile", "short"));
        server.post("/api/v1/tables/hostile/commits", Requests.commit(Requests.add(path + "needed", 1)))
                .expect(200);

        assertThat(vacuumed("hostile", true).get("foundFiles").intValue()).isEqualTo(3);
        assertThat(unneeded("hostile"))
                .containsExactlyInAnyOrder(path + "a", path + "b", "short")
                .isSorted();
        assertThat(vacuumed("hostile", false).get("deletedFiles").intValue()).isEqualTo(3);
        assertThat(unneeded("hostile")).isEmpty();
        assertThat(orphans).allSatisfy(orphan -> assertThat(orphan).doesNotExist());
        assertThat(needed).exists();
    }

    /** As a replica of the version before does, which knows the list of files with short paths alone. */
    @Test
    void whatAnotherVersionMatchedIsMatchedAgain() throws IOException {
        server.post("/api/v1/tables", Requests.table("beside")).expect(201);
        Path needed = orphan("beside", longPath() + "needed");
        Path orphan = orphan("beside", longPath() + "orphan");
        server.post("/api/v1/tables/beside/commits", Requests.commit(Requests.add(longPath() + "needed", 1)))
                .expect(200);
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("""
                create function left_behind() returns trigger language plpgsql as $$ begin
                    insert into vacuum_long_file (table_id, path, size) values (new.table_id, '%s', 5);
                    return new;
                end $$""".formatted(longPath() + "needed")).update();
        jdbc.sql("create trigger left_behind after update of state on table_vacuum for each row"
                        + " when (new.state = 'DELETING') execute function left_behind()")
                .update();

        JsonNode done = vacuumed("beside");
        jdbc.sql("drop function left_behind cascade").update();

        assertThat(done.get("deletedFiles").intValue()).isEqualTo(1);
        assertThat(needed).exists();
        assertThat(orphan).doesNotExist();
    }

    /** In pages of one. */
    private static List<String> unneeded(String table) {
        List<String> paths = new ArrayList<>();
        JsonNode page = server.get("/api/v1/tables/" + table + "/unneeded-files?limit=1")
                .expect(200)
                .json();
        while (true) {
            page.get("items").forEach(file -> paths.add(file.get("path").stringValue()));
            if (!page.has("nextPageToken")) {
                return paths;
            }
            String token = page.get("nextPageToken").stringValue();
            page = server.get("/api/v1/tables/" + table + "/unneeded-files?limit=1&pageToken=" + token)
                    .expect(200)
                    .json();
        }
    }

    /** Of each page the whole folder is read, so that pages of few files would cost more, the more files there are. */
    @Test
    void aFolderOfThousandsOfFilesIsReadOnce() throws IOException {
        server.post("/api/v1/tables", Requests.table("many")).expect(201);
        for (int number = 0; number < 2500; number++) {
            orphan("many", "part-" + number);
        }
        listings.set(0);

        JsonNode vacuum = vacuumed("many");
        assertThat(vacuum.get("deletedFiles").intValue()).isEqualTo(2500);
        assertThat(listings).hasValue(1);
    }

    /** A cleanup of theirs takes the beginning of what they wrote away; and a log may lie on another disk. */
    @ParameterizedTest
    @CsvSource({"gap, 5000, tables/gap", "link, 1, elsewhere"})
    void aLogThatOthersGoOnWithKeepsAllFiles(String table, long version, Path place) throws IOException {
        Path log = Files.createDirectories(folder.resolve(place).resolve("_delta_log"));
        Path linked =
                Files.createDirectories(folder.resolve("tables").resolve(table)).resolve("_delta_log");
        if (!linked.equals(log)) {
            Files.createSymbolicLink(linked, log);
        }
        server.post("/api/v1/tables", Requests.table(table)).expect(201);
        Path theirs = orphan(table, "theirs");
        Files.writeString(log.resolve(LogFileNames.commit(version)), "{\"add\":{\"path\":\"theirs\"}}\n");

        JsonNode vacuum = vacuumed(table);
        assertThat(vacuum.path("code").asString()).as("%s", vacuum).isEqualTo("foreign-commits");
        assertThat(theirs).exists();
    }
}
