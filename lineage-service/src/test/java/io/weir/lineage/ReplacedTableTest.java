package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A table is dropped, and another one is made by its name, whose versions begin again at 0. */
class ReplacedTableTest {

    private static TestService service;
    private final UUID dropped = UUID.randomUUID();
    private final UUID made = UUID.randomUUID();
    private final String table = "replaced:" + dropped;

    @BeforeAll
    static void start() {
        service = new TestService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theNameStandsForTheNewestTable() {
        JsonNode last = register(dropped, 2).json();
        JsonNode first = register(made, 0).json();

        assertThat(get("/latest")).isEqualTo(first);
        assertThat(first.path("table_id").stringValue()).isEqualTo(made.toString());
        assertThat(versions(get(""))).containsExactly(0L);
        assertThat(service.get(path() + "/2").status()).isEqualTo(404);
        assertThat(get("/" + last.path("snapshot_id").stringValue())).isEqualTo(last);
        assertThat(get("/latest?asOf=" + last.path("created_at").stringValue())).isEqualTo(last);
    }

    @Test
    void whatComesAgainOfTheDroppedTableIsThatOfBefore() {
        JsonNode last = register(dropped, 2).json();
        register(made, 0);

        assertThat(register(dropped, 2).json()).isEqualTo(last);
        assertThat(get("/latest").path("version").longValue()).isZero();
    }

    @Test
    void pagesGoOnInTheTableThatTheyBeganIn() {
        IntStream.range(0, 4).forEach(version -> register(dropped, version));
        JsonNode page = get("?limit=2");
        register(made, 0);

        assertThat(versions(page)).containsExactly(3L, 2L);
        assertThat(versions(
                        get("?limit=2&pageToken=" + page.path("nextPageToken").stringValue())))
                .containsExactly(1L, 0L);
    }

    @Test
    void aTableThatIsPutBackIsTheNewestAgain() {
        register(dropped, 0);
        JsonNode between = register(made, 0).json();
        JsonNode back = register(dropped, 1).json();

        assertThat(get("/latest")).isEqualTo(back);
        assertThat(versions(get(""))).containsExactly(1L, 0L);
        assertThat(get("/latest?asOf=" + between.path("created_at").stringValue()))
                .isEqualTo(between);
        assertThat(register(null, 1).json()).isEqualTo(back);
    }

    /** A job registers by hand what the commit's own message tells a moment later. */
    @Test
    void theSameVersionAtTheSamePlaceIsOfTheSameTable() {
        JsonNode byHand = register(null, 4).json();
        JsonNode told = register(dropped, 4).json();

        assertThat(told.path("snapshot_id")).isEqualTo(byHand.path("snapshot_id"));
        register(dropped, 5);
        assertThat(versions(get(""))).containsExactly(5L, 4L);
    }

    /** As a service of a version before registers them, and a job by hand. */
    @Test
    void snapshotsThatTellNoTableAreOfTheOneWhoseVersionsFollow() {
        register(null, 0);
        register(null, 1);
        register(dropped, 2);
        register(null, 3);
        assertThat(versions(get(""))).containsExactly(3L, 2L, 1L, 0L);

        register(made, 0);
        register(null, 1);
        assertThat(versions(get(""))).containsExactly(1L, 0L);
    }

    @Test
    void aTableWhoseVersionsDoNotFollowIsAnotherOne() {
        register(null, 0);
        register(null, 1);

        assertThat(register(made, 1).status()).isEqualTo(201);
        assertThat(versions(get(""))).containsExactly(1L);
    }

    /** What it had before, nobody could keep: its versions were those of the dropped one. */
    @Test
    void aTableThatLiesElsewhereIsAnotherOneHoweverFarItIs() {
        register(null, 0);
        register(null, 1);

        assertThat(register(made, 2).status()).isEqualTo(201);
        assertThat(versions(get(""))).containsExactly(2L);
        assertThat(service.get(path() + "/1").status()).isEqualTo(404);
    }

    @Test
    void ofManyAtOnceThatTellOfATableForTheFirstTimeAllFindOne() throws Exception {
        register(dropped, 0);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> calls = IntStream.range(0, 16)
                    .<Callable<Integer>>mapToObj(
                            call -> () -> register(made, call / 2).status())
                    .toList();
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnly(201);
            assertThat(versions(get(""))).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L);
        } finally {
            threads.shutdownNow();
        }
    }

    private TestService.Answer register(@Nullable UUID id, long version) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("table_name", table);
        request.put("uri", "file:/data/tables/" + (id == null ? dropped : id));
        request.put("format", "delta");
        request.put("version", version);
        return service.post("/api/v1/jobs/register-snapshot" + (id == null ? "" : "?tableId=" + id), request);
    }

    private JsonNode get(String below) {
        return service.get(path() + below).json();
    }

    private String path() {
        return "/api/v1/tables/" + TestService.encode(table) + "/snapshots";
    }

    private static List<Long> versions(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("version").longValue())
                .toList();
    }
}
