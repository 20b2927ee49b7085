package io.weir.metadata;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.remove;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Small files, for whoever puts them together. */
class SmallFilesTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.workers=0");
    }

    private static void make(String table) {
        server.post("/api/v1/tables", Requests.table(table)).expect(201);
    }

    private static void post(String table, Map<?, ?>... actions) {
        server.post("/api/v1/tables/" + table + "/commits", commit(actions)).expect(200);
    }

    private static Map<?, ?> file(String name, long size) {
        Map<Object, Object> add = new LinkedHashMap<>((Map<?, ?>) add(name, 1).get("add"));
        add.put("size", size);
        return Map.of("add", add);
    }

    private static List<String> listed(String table, String query) {
        List<String> paths = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = server.get("/api/v1/tables/" + table + "/files/small?" + query + token)
                    .expect(200)
                    .json();
            page.get("items").forEach(file -> paths.add(file.get("path").stringValue()));
            JsonNode next = page.get("nextPageToken");
            token = next == null ? "" : "&pageToken=" + next.stringValue();
        } while (!token.isEmpty());
        return paths;
    }

    @Test
    void theyComeFromTheSmallestOnAndThoseOfAVersionStay() {
        make("sized");
        post("sized", file("c", 30), file("large", 100), file("a", 10));
        post("sized", file("b", 10), file("d", 99));
        assertThat(listed("sized", "smallerThan=100")).containsExactly("a", "b", "c", "d");

        post("sized", remove("a"), remove("c"), file("e", 5));

        for (int limit = 1; limit <= 5; limit++) {
            assertThat(listed("sized", "smallerThan=100&limit=" + limit)).containsExactly("e", "b", "d");
            assertThat(listed("sized", "smallerThan=100&version=2&limit=" + limit))
                    .containsExactly("a", "b", "c", "d");
            assertThat(listed("sized", "smallerThan=31&version=1&limit=" + limit))
                    .containsExactly("a", "c");
        }
        assertThat(listed("sized", "smallerThan=5")).isEmpty();
    }

    /** Pages of one listing are of one version, whatever is committed between them. */
    @Test
    void aListingGoesOnAsItBegan() {
        make("paged");
        post("paged", file("a", 1), file("b", 2), file("c", 3));
        String first = "/api/v1/tables/paged/files/small?smallerThan=9&limit=1";
        String token = server.get(first).expect(200).json().get("nextPageToken").stringValue();

        post("paged", remove("b"), file("new", 2));

        assertThat(listed("paged", "smallerThan=9&pageToken=" + token)).containsExactly("b", "c");
    }

    @ParameterizedTest
    @CsvSource({
        "smallerThan=0,422,smallerThan",
        "smallerThan=-5,422,smallerThan",
        "smallerThan=9&pageToken=x,422,pageToken",
        "smallerThan=9&pageToken=MSAyIDM,422,pageToken",
        "smallerThan=9&limit=0,422,limit",
    })
    void badInputNamesTheField(String query, int status, String field) {
        assertThat(server.get("/api/v1/tables/" + madeOnce() + "/files/small?" + query)
                        .expect(status)
                        .json()
                        .at("/errors/0/field")
                        .stringValue())
                .isEqualTo(field);
    }

    private static String madeOnce() {
        if (server.get("/api/v1/tables/asked").status() == 404) {
            make("asked");
        }
        return "asked";
    }
}
