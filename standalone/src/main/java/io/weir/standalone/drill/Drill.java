package io.weir.standalone.drill;

import io.weir.client.api.MirrorApi;
import io.weir.client.api.PipelinesApi;
import io.weir.client.api.StoresApi;
import io.weir.client.api.TablesApi;
import io.weir.client.api.TopicsApi;
import io.weir.client.model.CreatePipelineRequest;
import io.weir.client.model.CreateStoreRequest;
import io.weir.client.model.CreateTopicRequest;
import io.weir.client.model.DeltaTarget;
import io.weir.client.model.Pipeline;
import io.weir.client.model.PipelineSource;
import io.weir.client.model.PipelineTarget;
import io.weir.client.model.Table;
import io.weir.standalone.access.LocalAccess;
import io.weir.standalone.demo.Gateway;
import io.weir.standalone.demo.Patience;
import io.weir.standalone.demo.SnapshotPair;
import io.weir.standalone.demo.Snapshots;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One drill: set-up, each replica's faults in turn under load, rest, proof. */
final class Drill {

    /** Of the pipeline, its topic and its table. */
    static final String NAME = "drill";

    private static final String BROKER = "drill-broker";
    private static final int PARTITIONS = 4;
    private static final Duration FROZEN = Duration.ofSeconds(4);
    /** Longer than a worker's session at the broker: its partitions are another's when it wakes. */
    private static final Duration FROZEN_WORKER = Duration.ofSeconds(14);

    private static final long CALLS_BETWEEN = 40;
    private static final Patience REST = new Patience(Duration.ofMinutes(5), Duration.ofMillis(200));

    private final Hosts hosts;
    private final Gateway gateway;
    private final LocalAccess access;
    private final PrintWriter messages;
    private final Tally tally = new Tally();
    private final List<String> surprises = new ArrayList<>();

    Drill(Path home, Hosts hosts, PrintWriter messages) {
        this.hosts = hosts;
        this.access = new LocalAccess(home);
        this.gateway = new Gateway(hosts.gateway(), access::sign);
        this.messages = messages;
    }

    DrillSummary run(boolean brief) throws InterruptedException {
        long begin = System.nanoTime();
        setUp();
        int faults;
        try (Sending sending = new Sending(hosts.bootstrapServers(), NAME);
                Load load = new Load(() -> new Caller(hosts.gateway(), access, tally))) {
            faults = doFaults(brief);
            long sent = sending.finish();
            surprises.addAll(load.finish());
            surprises.addAll(tally.failures());
            SnapshotPair found = rest();
            return new DrillSummary(
                    faults, tally, sent, found, List.copyOf(surprises), Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private void setUp() {
        gateway.call("creating the store", () -> new StoresApi(gateway.client()).createStore(broker(), null));
        gateway.call("creating the topic", () -> new TopicsApi(gateway.client())
                .createTopic(BROKER, new CreateTopicRequest().name(NAME).partitions(PARTITIONS), null));
        PipelinesApi pipelines = new PipelinesApi(gateway.client());
        gateway.call("creating the pipeline", () -> pipelines.createPipeline(pipeline(), null));
        gateway.call("starting the pipeline", () -> pipelines.startPipeline(NAME, null));
    }

    private CreateStoreRequest broker() {
        return new CreateStoreRequest()
                .name(BROKER)
                .kind(CreateStoreRequest.KindEnum.KAFKA)
                .properties(Map.of("bootstrapServers", hosts.bootstrapServers()));
    }

    private static CreatePipelineRequest pipeline() {
        return new CreatePipelineRequest()
                .name(NAME)
                .source(new PipelineSource().store(BROKER).topic(NAME))
                .target(new PipelineTarget().delta(new DeltaTarget().table(NAME)));
    }

    private int doFaults(boolean brief) throws InterruptedException {
        int done = 0;
        for (DrillFault fault : DrillFault.values()) {
            for (Replica replica : hosts.replicas()) {
                // Every service meets every fault; in brief, one of its replicas each.
                boolean first = replica.name().endsWith("-a");
                if (brief && first == (fault == DrillFault.FREEZE)) {
                    continue;
                }
                awaitCalls();
                long began = System.nanoTime();
                act(fault, replica);
                done++;
                messages.printf(
                        "  %-6s %-20s %5.1f s   %,8d calls, %,d tried again%n",
                        fault, replica.name(), (System.nanoTime() - began) / 1e9, tally.calls(), tally.retries());
                messages.flush();
            }
        }
        awaitCalls();
        return done;
    }

    /** Each fault meets a platform at work. */
    private void awaitCalls() throws InterruptedException {
        long enough = tally.calls() + CALLS_BETWEEN;
        while (tally.calls() < enough) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void act(DrillFault fault, Replica replica) throws InterruptedException {
        switch (fault) {
            case KILL -> {
                replica.kill();
                replica.start();
            }
            case FREEZE -> {
                replica.signal("STOP");
                Duration time = replica.service().equals("ingest-worker") ? FROZEN_WORKER : FROZEN;
                TimeUnit.MILLISECONDS.sleep(time.toMillis());
                replica.signal("CONT");
            }
            case ROLL -> {
                if (!replica.terminate()) {
                    surprises.add(replica.name() + " did not end within two minutes of SIGTERM");
                    replica.kill();
                }
                replica.start();
            }
        }
        replica.awaitReady();
    }

    /** Takes what the topic holds and publishes what SQL has; then the table as both have it. */
    private SnapshotPair rest() {
        PipelinesApi pipelines = new PipelinesApi(gateway.client());
        gateway.unlessConflict("draining the pipeline", () -> pipelines.drainPipeline(NAME));
        Pipeline rested = REST.look(
                () -> gateway.call("reading the pipeline", () -> pipelines.getPipeline(NAME)),
                pipeline -> pipeline.getState() != Pipeline.StateEnum.DRAINING
                        && pipeline.getState() != Pipeline.StateEnum.RUNNING);
        if (rested.getState() != Pipeline.StateEnum.STOPPED) {
            surprises.add("the pipeline is " + rested.getState() + ": " + rested.getFailure());
        }
        REST.look(
                () -> gateway.call("reading the mirror", () -> new MirrorApi(gateway.client()).getMirror(NAME)),
                mirror -> mirror.getBacklog() == 0);
        Table table = gateway.call("reading the table", () -> new TablesApi(gateway.client()).getTable(NAME));
        Snapshots snapshots = new Snapshots(gateway, table);
        surprises.addAll(new Numbers(snapshots.path()).differences());
        return snapshots.head();
    }
}
