package io.weir.standalone.bench;

import io.weir.benchmarks.lineage.Callers;
import io.weir.benchmarks.lineage.LineageCalls;
import io.weir.benchmarks.lineage.RunEvents;
import io.weir.benchmarks.lineage.SilentReaders;
import io.weir.benchmarks.report.Comparison;
import io.weir.standalone.access.LocalAccess;
import io.weir.standalone.platform.Platform;
import io.weir.standalone.platform.PlatformOptions;
import io.weir.standalone.platform.Ports;
import io.weir.standalone.port.FreePort;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One run: start, take events, build a large graph, ask. */
final class LineageBench {

    private static final String LINEAGE = "/api/v1/lineage";
    private static final int THREADS = 32;
    private static final int BATCH = 100;
    /** Until then a fifth of all the time is the compiler's. */
    private static final int WARM_UP = 20_000;

    private static final int READERS = 500;
    private static final int TURNS = 3;
    private static final int BESIDE = 3000;
    private static final int FILLING = 2000;
    private static final int QUESTIONS = 300;
    private static final int DEPTH = 20;
    private static final int PAGE = 1000;
    /** The best that was seen of Marquez 0.51 on two cores, with events like these. */
    private static final double PEER_EVENTS = 46;

    private static final double CPU_LIMIT = 2;
    private static final double COMMIT_LIMIT = 1;
    private static final double QUESTION_LIMIT = 20;
    private static final double VISIBLE_LIMIT = 100;

    private final BenchFolder folder;
    private final int events;
    private final int jobs;
    private final PrintWriter messages;
    private final List<Comparison> results = new ArrayList<>();

    LineageBench(BenchFolder folder, int events, int jobs, PrintWriter messages) {
        this.folder = folder;
        this.events = events;
        this.jobs = jobs;
        this.messages = messages;
    }

    List<Comparison> run() throws Exception {
        int port = FreePort.row(Ports.COUNT);
        try (Platform platform = Platform.start(PlatformOptions.embedded(folder.resolve("platform"), port))) {
            say("platform started at " + platform.addresses().gateway());
            URI service = URI.create("http://127.0.0.1:" + Ports.from(port).lineage());
            LocalAccess access = new LocalAccess(platform.addresses().dataDir());
            LineageCalls calls = new LineageCalls(service, access::token);
            intake(calls);
            beside(calls, () -> new SilentReaders(service, access.token().orElse(""), READERS));
            batches(calls);
            visible(calls);
            fill(calls);
            questions(calls);
            return List.copyOf(results);
        }
    }

    private void intake(LineageCalls calls) throws Exception {
        Callers.make(THREADS, 0, WARM_UP, number -> calls.post(LINEAGE, RunEvents.of(number)));
        say("warm");
        double commits = calls.counter("weir_lineage_commits_total");
        Callers.Cost cost =
                Callers.make(THREADS, WARM_UP, WARM_UP + events, number -> calls.post(LINEAGE, RunEvents.of(number)));
        double made = calls.counter("weir_lineage_commits_total") - commits;
        results.add(Comparison.speed("lineage.intake", events / cost.seconds(), PEER_EVENTS, "events/s"));
        results.add(Comparison.limit("lineage.intake.cpu", cost.cpuSeconds() * 1000 / events, CPU_LIMIT, "ms/event"));
        results.add(Comparison.limit("lineage.intake.commits", made / events, COMMIT_LIMIT, "commits/event"));
        say(String.format(
                "%d events of %d bytes in %.1f s", events, RunEvents.of(0).length(), cost.seconds()));
    }

    /**
     * Beside readers who do not read, against the same without them: in turns, of which the first and the last are without,
     * so that neither side has the warmer program or the larger tables. The first events of each turn are not counted: they
     * fill what lies between the service and a reader, or see the readers of the turn before off. Those that count are few
     * enough that no reader is given up meanwhile.
     */
    private void beside(LineageCalls calls, Callable<SilentReaders> open) throws Exception {
        double beside = 0;
        double alone = turn(calls, 0);
        for (int turn = 1; turn < 2 * TURNS; turn += 2) {
            try (SilentReaders readers = open.call()) {
                beside += turn(calls, turn) / TURNS;
                say(readers.count() + " readers that do not read");
            }
            alone += turn(calls, turn + 1);
        }
        results.add(Comparison.speed(
                "lineage.intake.beside.readers", BESIDE / beside, BESIDE * (TURNS + 1) / alone, "events/s"));
    }

    /** Seconds that the events of a turn took. */
    private double turn(LineageCalls calls, int turn) throws Exception {
        int first = WARM_UP + 2 * events + turn * (FILLING + BESIDE);
        Callers.Call call = number -> calls.post(LINEAGE, RunEvents.of(number));
        Callers.make(THREADS, first, first + FILLING, call);
        return Callers.make(THREADS, first + FILLING, first + FILLING + BESIDE, call)
                .seconds();
    }

    private void batches(LineageCalls calls) throws Exception {
        int first = WARM_UP + events;
        Callers.Cost cost = Callers.make(
                2,
                0,
                events / BATCH,
                batch -> calls.post(
                        LINEAGE + "/batch",
                        array(IntStream.range(first + batch * BATCH, first + (batch + 1) * BATCH)
                                .mapToObj(RunEvents::of))));
        results.add(Comparison.speed("lineage.intake.batches", events / cost.seconds(), PEER_EVENTS, "events/s"));
    }

    /** From the request until the graph has what it said. */
    private void visible(LineageCalls calls) throws Exception {
        double p95 = Callers.p95(QUESTIONS, number -> {
            int job = Integer.MAX_VALUE - number;
            calls.post(LINEAGE, RunEvents.chained(job));
            calls.graph(RunEvents.chainedJob(job), 1);
        });
        results.add(Comparison.limit("lineage.visible.p95", p95 * 1000, VISIBLE_LIMIT, "ms"));
    }

    private void fill(LineageCalls calls) throws Exception {
        int size = 500;
        Callers.make(
                2,
                0,
                (jobs + size - 1) / size,
                batch -> calls.post(
                        LINEAGE + "/batch",
                        array(IntStream.range(batch * size, Math.min(jobs, (batch + 1) * size))
                                .mapToObj(RunEvents::chained))));
        say(jobs + " jobs in the graph");
    }

    private void questions(LineageCalls calls) throws Exception {
        ask("lineage.graph.p95", number -> calls.graph(RunEvents.chainedJob((int) (number * 7919L % jobs)), DEPTH));
        ask("lineage.jobs.first.p95", number -> calls.get("/api/v1/jobs"));
        String token = "";
        for (int page = 1; page < Math.min(PAGE, jobs / 100); page++) {
            token = "?pageToken=" + LineageCalls.nextPage(calls.get("/api/v1/jobs" + token));
        }
        String deep = token;
        ask("lineage.jobs.page.1000.p95", number -> calls.get("/api/v1/jobs" + deep));
    }

    private void ask(String name, Callers.Call call) throws Exception {
        Callers.p95(QUESTIONS, call);
        results.add(Comparison.limit(name, Callers.p95(QUESTIONS, call) * 1000, QUESTION_LIMIT, "ms"));
    }

    private static String array(java.util.stream.Stream<String> events) {
        return events.collect(Collectors.joining(",", "[", "]"));
    }

    private void say(String line) {
        messages.println("  " + line);
        messages.flush();
    }
}
