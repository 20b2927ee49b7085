package io.weir.client.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.call.WeirException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job: starts at once, gives signs of life in the background, and ends with {@link #complete}; closed without
 * that, it ends as failed.
 *
 * <pre>{@code
 * try (JobContext job = JobContext.start("daily_orders")) {
 *     String uri = job.getTableLatestUri("orders");
 *     job.registerSnapshot("orders_daily", "s3://lake/orders_daily", "delta", null);
 *     job.complete();
 * }
 * }</pre>
 */
public final class JobContext implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofMinutes(1);
    private static final Set<String> ENDS = Set.of("COMPLETE", "FAIL", "ABORT");

    private final String job;
    private final JobSettings settings;
    private final Calls calls;
    private final @Nullable UUID run;
    private final @Nullable ScheduledExecutorService heart;
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final List<Map<String, String>> artifacts = new ArrayList<>();
    private final StringBuilder log = new StringBuilder();
    private final LatestUris latest;
    private boolean ended;

    private JobContext(
            String job,
            JobSettings settings,
            Calls calls,
            @Nullable UUID run,
            Duration heartbeat,
            LongSupplier nanoTime) {
        this.job = job;
        this.settings = settings;
        this.calls = calls;
        this.run = run;
        this.latest = new LatestUris(nanoTime);
        this.heart = run == null ? null : beat(heartbeat);
    }

    /** Starts a run with what the environment says. */
    public static JobContext start(String job) {
        return start(job, Map.of(), JobSettings.fromEnvironment());
    }

    /** Starts a run. Its id is made here, so that a repeated call is the same run. */
    public static JobContext start(String job, Map<String, ?> metadata, JobSettings settings) {
        return start(job, metadata, settings, HEARTBEAT);
    }

    static JobContext start(String job, Map<String, ?> metadata, JobSettings settings, Duration heartbeat) {
        UUID run = UUID.randomUUID();
        Map<String, Object> started = Map.of("metadata", metadata, "run_id", run.toString());
        Call start = Call.post("/api/v1/jobs/" + Call.part(job) + "/runs", started);
        Calls calls = new Calls(settings.client());
        calls.json(start.once().about(run));
        return new JobContext(job, settings, calls, run, heartbeat, System::nanoTime);
    }

    /** Lineage of a job without a run. */
    public static JobContext detached(String job, JobSettings settings) {
        return detached(job, settings, System::nanoTime);
    }

    static JobContext detached(String job, JobSettings settings, LongSupplier nanoTime) {
        return new JobContext(job, settings, new Calls(settings.client()), null, HEARTBEAT, nanoTime);
    }

    /** The run's id; null where there is none. */
    public @Nullable UUID runId() {
        return run;
    }

    /** Says that the run reads a dataset: an address or a table's name. */
    public synchronized void addInput(String dataset) {
        if (!inputs.contains(dataset)) {
            inputs.add(dataset);
        }
    }

    /** Says that the run writes a dataset: an address or a table's name. */
    public synchronized void addOutput(String dataset) {
        if (!outputs.contains(dataset)) {
            outputs.add(dataset);
        }
    }

    /** Tells something to all who listen. */
    public void logEvent(String type, Map<String, ?> data) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event_type", type);
        event.put("data", data);
        if (run != null) {
            event.put("run_id", run.toString());
        }
        ask(Call.post("/api/v1/events/broadcast", event));
    }

    /**
     * Where the latest state of a table lies, not older than a minute, or the last known while the service does not
     * answer. The table becomes an input.
     */
    public String getTableLatestUri(String table) {
        String name = settings.schema().table(table);
        String uri = latest.get(name, () -> read(name));
        addInput(uri);
        return uri;
    }

    private String read(String table) {
        String path = "/api/v1/tables/" + Call.part(table) + "/snapshots/latest";
        return ask(Call.get(path)).path("uri").asText();
    }

    /** Registers a state of a table, which becomes an output of the run; returns the snapshot's id. */
    public UUID registerSnapshot(String table, String uri, String format, @Nullable Map<String, ?> schema) {
        String name = settings.schema().table(table);
        Map<String, Object> snapshot =
                new LinkedHashMap<>(Map.of("table_name", name, "uri", uri, "format", format, "job_name", job));
        if (schema != null) {
            snapshot.put("schema", schema);
        }
        if (run != null) {
            snapshot.put("run_id", run.toString());
        }
        JsonNode registered = ask(Call.post("/api/v1/jobs/register-snapshot", snapshot));
        latest.put(name, uri);
        return UUID.fromString(registered.path("snapshot_id").asText());
    }

    /** Adds to the run's log, which {@link #shipLogs} uploads. */
    public synchronized void attachLog(String text) {
        log.append(text);
    }

    /** Uploads the log to {@code jobs/<job>/<run>/run.log} in the artifact bucket. */
    public synchronized void shipLogs() {
        if (run == null || log.isEmpty()) {
            return;
        }
        String path = "/api/v1/datasets/" + Call.part(settings.artifactBucket()) + "/jobs/" + Call.part(job) + "/" + run
                + "/run.log";
        JsonNode stored = ask(Call.put(path, log.toString().getBytes(StandardCharsets.UTF_8)));
        Map<String, String> artifact =
                Map.of("type", "log", "uri", stored.path("uri").asText());
        if (!artifacts.contains(artifact)) {
            artifacts.add(artifact);
        }
    }

    /** Ends the run as complete. */
    public void complete() {
        end(true);
    }

    /** Ends the run as failed, unless it has ended. */
    @Override
    public void close() {
        end(false);
    }

    /**
     * Ends the run and its signs of life. One that is under way is not interrupted: that would close its connection, which
     * the end of the run may have taken over by then.
     */
    private synchronized void end(boolean success) {
        if (heart != null) {
            heart.shutdown();
        }
        if (run == null || ended) {
            return;
        }
        if (settings.shipLogs()) {
            try {
                shipLogs();
            } catch (WeirException notShipped) {
                artifacts.add(Map.of("type", "log-error", "uri", "urn:weir:" + notShipped.status()));
            }
        }
        Map<String, Object> request = Map.of(
                "success", success, "metadata", Map.of("inputs", inputs, "outputs", outputs), "artifacts", artifacts);
        ask(Call.put(path("complete"), request));
        ended = true;
    }

    /** Again and again where nothing came back; the platform does what it says once. */
    private JsonNode ask(Call call) {
        return calls.json(call.once().about(run));
    }

    private String path(String action) {
        return "/api/v1/jobs/" + Call.part(job) + "/runs/" + run + "/" + action;
    }

    /** A heartbeat that fails is made up for by the next; one that is told of an end is the last. */
    private ScheduledExecutorService beat(Duration interval) {
        ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "weir-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        pulse.scheduleWithFixedDelay(
                () -> {
                    try {
                        JsonNode status = ask(Call.post(path("heartbeat"), null));
                        if (ENDS.contains(status.path("state").asText())) {
                            pulse.shutdown();
                        }
                    } catch (RuntimeException missed) {
                        // Whatever it is, as a proxy's page: what is thrown here would be the end of all signs.
                        System.getLogger(JobContext.class.getName())
                                .log(System.Logger.Level.WARNING, "a heartbeat failed", missed);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
        return pulse;
    }
}
