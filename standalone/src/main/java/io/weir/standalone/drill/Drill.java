package io.weir.standalone.drill;

import io.weir.client.api.MirrorApi;
import io.weir.client.api.PipelinesApi;
import io.weir.client.api.StoresApi;
import io.weir.client.api.TablesApi;
import io.weir.client.api.TopicsApi;
import io.weir.client.model.CreateStoreRequest;
import io.weir.client.model.CreateTopicRequest;
import io.weir.client.model.Pipeline;
import io.weir.client.model.Table;
import io.weir.standalone.access.LocalAccess;
import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.demo.Gateway;
import io.weir.standalone.demo.Patience;
import io.weir.standalone.demo.SnapshotPair;
import io.weir.standalone.demo.Snapshots;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One drill: set-up, a course of faults or upgrades under load, rest, proof. */
final class Drill {

    /** Of the pipeline, its topic and its table. */
    static final String NAME = "drill";

    private static final String BROKER = "drill-broker";
    private static final int PARTITIONS = 4;
    private static final String PIPELINE = """
            {"name": "%1$s", "source": {"store": "%2$s", "topic": "%1$s"}, "target": {"delta": {"table": "%1$s"}}}""".formatted(NAME, BROKER);
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

    DrillSummary run(Course course) throws InterruptedException, IOException, SQLException {
        long begin = System.nanoTime();
        setUp();
        Stage stage = new Stage(tally, messages, surprises);
        try (Sending sending = new Sending(hosts.bootstrapServers(), NAME);
                Load load = new Load(this::caller)) {
            course.follow(stage);
            stage.awaitCalls();
            long sent = sending.finish();
            surprises.addAll(load.finish());
            surprises.addAll(tally.failures());
            SnapshotPair found = rest();
            return new DrillSummary(
                    stage.done(),
                    tally,
                    sent,
                    found,
                    List.copyOf(surprises),
                    Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private Caller caller() {
        return new Caller(hosts.gateway(), access, tally);
    }

    private void setUp() throws InterruptedException {
        gateway.call("creating the store", () -> new StoresApi(gateway.client()).createStore(broker(), null));
        gateway.call("creating the topic", () -> new TopicsApi(gateway.client())
                .createTopic(BROKER, new CreateTopicRequest().name(NAME).partitions(PARTITIONS), null));
        // In words that any build knows: this one's client names what an earlier platform may never have heard of.
        if (caller().post("/api/v1/pipelines", PIPELINE).isEmpty()) {
            throw new CommandFailure("creating the pipeline: " + tally.failures());
        }
        PipelinesApi pipelines = new PipelinesApi(gateway.client());
        gateway.call("starting the pipeline", () -> pipelines.startPipeline(NAME, null));
    }

    private CreateStoreRequest broker() {
        return new CreateStoreRequest()
                .name(BROKER)
                .kind(CreateStoreRequest.KindEnum.KAFKA)
                .properties(Map.of("bootstrapServers", hosts.bootstrapServers()));
    }

    /** Takes what the topic holds and publishes what SQL has; then the table as both have it. */
    private SnapshotPair rest() {
        PipelinesApi pipelines = new PipelinesApi(gateway.client());
        gateway.unlessConflict("draining the pipeline", () -> pipelines.drainPipeline(NAME, null));
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
