package io.weir.standalone.drill;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Callers that write and read by all four services, and know afterwards what must be there. */
final class Load implements AutoCloseable {

    private static final int CALLERS = 4;
    private static final String TABLE = """
            {"name": "%s", "schema": {"type": "struct", "fields":
             [{"name": "id", "type": "long", "nullable": true, "metadata": {}}]}}""";
    private static final String COMMIT = """
            {"operation": "WRITE", "actions": [{"add": {"path": "part-%d.parquet", "partitionValues": {}, "size": 1,
             "modificationTime": 1, "dataChange": true}}]}""";

    private final Supplier<Caller> callers;
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    private final List<Future<Books>> running = new ArrayList<>();
    private volatile boolean ending;

    /** What one caller was told that there is. */
    private record Books(String name, Set<Long> versions, long commits, Set<String> runs, long started) {}

    Load(Supplier<Caller> callers) {
        this.callers = callers;
        for (int number = 0; number < CALLERS; number++) {
            String name = "drill_calls_" + number;
            running.add(threads.submit(() -> work(name, callers.get())));
        }
    }

    private Books work(String name, Caller caller) throws InterruptedException {
        Set<Long> versions = new HashSet<>();
        Set<String> runs = new HashSet<>();
        long commits = 0;
        long started = 0;
        caller.post("/api/v1/tables", TABLE.formatted(name));
        while (!ending) {
            Optional<JsonNode> commit = caller.post("/api/v1/tables/" + name + "/commits", COMMIT.formatted(commits));
            if (commit.isPresent()) {
                commits++;
                versions.add(commit.get().path("version").asLong());
            }
            caller.get("/api/v1/tables/" + name);
            Optional<JsonNode> run = caller.post("/api/v1/jobs/" + name + "/runs", "{}");
            if (run.isPresent()) {
                started++;
                runs.add(run.get().path("run_id").asString());
            }
            caller.get("/api/v1/pipelines/" + Drill.NAME);
            caller.get("/api/v1/stores");
        }
        return new Books(name, versions, commits, runs, started);
    }

    /** Ends it and compares what is there with what was confirmed; differences in words. */
    List<String> finish() throws InterruptedException {
        ending = true;
        List<String> differences = new ArrayList<>();
        Caller caller = callers.get();
        for (Future<Books> end : running) {
            try {
                compare(end.get(), caller, differences);
            } catch (ExecutionException failed) {
                differences.add(String.valueOf(failed.getCause()));
            }
        }
        return differences;
    }

    private static void compare(Books books, Caller caller, List<String> differences) throws InterruptedException {
        long head = caller.get("/api/v1/tables/" + books.name())
                .map(table -> table.path("version").asLong(-1))
                .orElse(-1L);
        if (head != books.commits() || books.versions().size() != books.commits()) {
            differences.add(books.name() + " has version " + head + " after " + books.commits() + " commits, of "
                    + books.versions().size() + " versions");
        }
        if (books.runs().size() != books.started()) {
            differences.add(books.name() + ": " + books.started() + " starts gave "
                    + books.runs().size() + " runs");
        }
        long kept = runs(books.name(), caller);
        if (kept != books.started()) {
            differences.add(books.name() + ": lineage has " + kept + " runs of " + books.started() + " started");
        }
    }

    private static long runs(String job, Caller caller) throws InterruptedException {
        long count = 0;
        String token = "";
        do {
            Optional<JsonNode> page = caller.get("/api/v1/namespaces/weir/jobs/" + job + "/runs?limit=1000"
                    + (token.isEmpty() ? "" : "&pageToken=" + token));
            if (page.isEmpty()) {
                return -1;
            }
            count += page.get().path("items").size();
            token = page.get().path("nextPageToken").asString("");
        } while (!token.isEmpty());
        return count;
    }

    @Override
    public void close() {
        ending = true;
        threads.shutdownNow();
    }
}
