package io.weir.lineage.run.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.TestService;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.run.Run;
import io.weir.lineage.run.RunSearch;
import io.weir.lineage.run.RunState;
import io.weir.lineage.run.Runs;
import io.weir.support.paging.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * A page is read out of many runs without the others, whichever conditions there are. Breaks when some have no index, or when the
 * index has another order than the list, so that all that meets them is sorted.
 */
class RunSearchCostTest {

    private static final int RUNS = 20_000;
    private static final int ROWS = 101;

    /** A page of each of the two jobs of a name, and some that share the place of the one before. */
    private static final int READ_AT_MOST = 3 * ROWS;

    /** By age: the oldest runs alone are of job rare, and two of them are running. */
    private static final List<String> FILL =
            List.of("""
            insert into job (job_id, namespace, name, first_by, seen_by)
            select ('00000000-0000-8000-9000-00000000000' || n)::uuid, 'space ' || n,
                   case n when 2 then 'rare' else 'busy' end, gen_random_uuid(), gen_random_uuid()
            from generate_series(0, 2) n""", """
            insert into run (run_id, job_id, first_by, seen_by, running, end_state, ended_at, ended_by)
            select gen_random_uuid(),
                   ('00000000-0000-8000-9000-00000000000' || case when n < 5 then 2 else n % 2 end)::uuid,
                   first_by, first_by, true, case when n > 1 then 'COMPLETE' end,
                   case when n > 1 then now() end, case when n > 1 then first_by end
            from generate_series(0, {runs} - 1) n,
                 lateral (select ('00000000-0000-8000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as first_by) event""".replace("{runs}", Integer.toString(RUNS)), "analyze run", "analyze job");

    private static final RunPosition MIDDLE = new RunPosition(first(RUNS / 2), new UUID(0, 0));

    private static final List<RunSearchSql> PAGES = Stream.of(
                    search(null, null, null),
                    search("busy", null, null),
                    search("rare", null, null),
                    search("nobody", null, null),
                    search(null, RunState.COMPLETE, null),
                    search(null, RunState.RUNNING, null),
                    search(null, RunState.FAIL, null),
                    search(null, null, Instant.EPOCH),
                    search("busy", null, Instant.EPOCH),
                    search("busy", RunState.COMPLETE, null),
                    search("busy", RunState.RUNNING, null),
                    search("rare", RunState.COMPLETE, null),
                    search("rare", RunState.RUNNING, null),
                    Stream.of(
                            RunSearchSql.ofJob(job(0), null, ROWS, 0),
                            RunSearchSql.ofJob(job(0), MIDDLE, ROWS, 0),
                            RunSearchSql.ofJob(job(2), null, ROWS, 0)))
            .flatMap(pages -> pages)
            .toList();

    private static TestService service;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        service = new TestService();
        jdbc = service.jdbc();
        FILL.forEach(statement -> jdbc.sql(statement).update());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** From the latest on, and from the middle. */
    private static Stream<RunSearchSql> search(String job, RunState state, Instant since) {
        RunSearch search = new RunSearch(job, state, since);
        return Stream.of(RunSearchSql.of(search, null, ROWS), RunSearchSql.of(search, MIDDLE, ROWS));
    }

    private static UUID first(int number) {
        return UUID.fromString("00000000-0000-8000-8000-%012x".formatted(number));
    }

    private static UUID job(int number) {
        return UUID.fromString("00000000-0000-8000-9000-00000000000" + number);
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void aPageReadsFewMoreRunsThanItHas(RunSearchSql page) {
        String plan = jdbc.sql("explain (analyze, format json) " + page.text())
                .params(page.parameters())
                .query(String.class)
                .single();
        assertThat(read(EventJson.read(plan))).as(plan).isLessThanOrEqualTo(READ_AT_MOST);
    }

    /** How many runs a plan has looked at. */
    private static double read(JsonNode plan) {
        double rows = plan.path("Relation Name").asString("").equals("run")
                ? (plan.path("Actual Rows").asDouble()
                                + plan.path("Rows Removed by Filter").asDouble(0)
                                + plan.path("Rows Removed by Index Recheck").asDouble(0))
                        * plan.path("Actual Loops").asDouble()
                : 0;
        return rows
                + plan.valueStream()
                        .filter(JsonNode::isContainer)
                        .mapToDouble(RunSearchCostTest::read)
                        .sum();
    }

    @Test
    void runsOfJobsOfOneNameAreListedTogether() {
        List<Run> runs = service.bean(Runs.class)
                .search(new RunSearch("busy", null, null), new PageRequest(4, null))
                .items();
        assertThat(runs).extracting(Run::namespace).containsExactly("space 1", "space 0", "space 1", "space 0");
    }
}
