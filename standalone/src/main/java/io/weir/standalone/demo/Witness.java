package io.weir.standalone.demo;

import io.weir.client.api.MirrorApi;
import io.weir.client.api.PipelinesApi;
import io.weir.client.api.TablesApi;
import io.weir.client.api.TopicsApi;
import io.weir.client.api.WarehouseApi;
import io.weir.client.model.MirrorStatus;
import io.weir.client.model.PipelineProgress;
import io.weir.client.model.Table;
import io.weir.client.model.Topic;
import io.weir.client.model.TopicPartition;
import io.weir.standalone.cli.CommandFailure;
import java.time.Duration;

/** Looks at a demo's results from the outside: by the gateway, and by Delta Kernel at the mirror's path. */
final class Witness {

    /** What comes after a commit (mirror, snapshot, run event) comes within a second or so. */
    static final Patience AFTER_COMMIT = new Patience(Duration.ofSeconds(60), Duration.ofMillis(100));

    private final Gateway gateway;
    private final DemoNames names;
    private final TablesApi tables;
    private final MirrorApi mirrors;
    private final PipelinesApi pipelines;
    private final TopicsApi topics;
    private final WarehouseApi warehouse;

    Witness(Gateway gateway, DemoNames names) {
        this.gateway = gateway;
        this.names = names;
        this.tables = new TablesApi(gateway.client());
        this.mirrors = new MirrorApi(gateway.client());
        this.pipelines = new PipelinesApi(gateway.client());
        this.topics = new TopicsApi(gateway.client());
        this.warehouse = new WarehouseApi(gateway.client());
    }

    Findings look(long expected, Throughput throughput) {
        Table table = gateway.find("reading " + names.deltaTable(), () -> tables.getTable(names.deltaTable()))
                .orElseThrow(() -> new CommandFailure("no event became a row, so there is no table "
                        + names.deltaTable() + ": see the dead letters at " + gateway.address() + "/api/v1/pipelines/"
                        + names.pipeline() + "/dead-letters"));
        MirrorStatus mirror = mirror();
        Snapshots snapshots = new Snapshots(gateway, table);
        SnapshotPair head = snapshots.head();
        PipelineProgress progress = gateway.call(
                "reading " + names.pipeline(), () -> pipelines.getPipelineProgress(names.pipeline(), null, null));
        return new Findings(
                names,
                expected,
                produced(),
                warehouseRows(),
                head.kernel().rows(),
                progress.getDeadLettered(),
                snapshots.path(),
                head,
                snapshots.at(head.sql().version() / 2),
                new LineageWitness(gateway, names)
                        .look(progress.getRunId(), head.sql().version()),
                mirror.getLagSeconds(),
                mirror.getBacklog(),
                throughput);
    }

    private long produced() {
        Topic topic = gateway.call("reading " + names.topic(), () -> topics.getTopic(DemoNames.BROKER, names.topic()));
        return topic.getPartitions().stream()
                .mapToLong(TopicPartition::getEndOffset)
                .sum();
    }

    private long warehouseRows() {
        return gateway.call(
                        "reading " + names.warehouseTable(),
                        () -> warehouse.getWarehouseTable(DemoNames.WAREHOUSE, names.warehouseTable()))
                .getRowCount();
    }

    private MirrorStatus mirror() {
        return AFTER_COMMIT.look(
                () -> gateway.call(
                        "reading the mirror of " + names.deltaTable(), () -> mirrors.getMirror(names.deltaTable())),
                status -> status.getBacklog() == 0);
    }
}
