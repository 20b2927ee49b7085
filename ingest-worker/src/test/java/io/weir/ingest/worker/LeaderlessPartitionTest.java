package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.IngestPlatform;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.ProgressReports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.BrokerServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of which one broker is down, and with it the partitions that it alone has. */
class LeaderlessPartitionTest extends WorkerTest {

    private static final int EACH = 500;

    @TempDir
    static Path folder;

    private static KafkaClusterTestKit cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = new KafkaClusterTestKit.Builder(new TestKitNodes.Builder()
                        .setNumControllerNodes(1)
                        .setNumBrokerNodes(2)
                        .build())
                .setConfigProp("offsets.topic.num.partitions", "1")
                .setConfigProp("offsets.topic.replication.factor", "2")
                .setConfigProp("group.initial.rebalance.delay.ms", "0")
                .build();
        cluster.format();
        cluster.startup();
        cluster.waitForReadyBrokers();
        platform = new IngestPlatform(folder, cluster.bootstrapServers());
        worker = platform.start();
    }

    @AfterAll
    static void stopCluster() throws Exception {
        platform.close();
        cluster.close();
    }

    private static List<Integer> brokers() {
        return cluster.brokers().keySet().stream().sorted().toList();
    }

    /** Partitions 0 and 2 lie on the first broker alone, 1 on the second. */
    private static void make(String topic) throws Exception {
        Map<Integer, List<Integer>> places = IntStream.range(0, 3)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> partition, partition -> List.of(brokers().get(partition % 2))));
        try (Admin admin = Admin.create(cluster.clientProperties())) {
            admin.createTopics(List.of(new NewTopic(topic, places))).all().get();
        }
    }

    private static void produce(String topic, int from, int... partitions) throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(cluster.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < EACH; i++) {
                for (int partition : partitions) {
                    byte[] payload =
                            ("{\"id\":" + (partition * 1_000_000 + from + i) + "}").getBytes(StandardCharsets.UTF_8);
                    sent.add(producer.send(new ProducerRecord<>(topic, partition, null, payload)));
                }
            }
            for (Future<?> acknowledged : sent) {
                acknowledged.get();
            }
        }
    }

    private static void begin(String name) {
        service()
                .create(
                        DefinitionBuilder.named(name)
                                .from(new PipelineSource("broker", name, null, null, null, null))
                                .into(new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", name), null))
                                .batch(new BatchLimits(500, null, 100L))
                                .build(),
                        "user:test");
        service().start(name);
    }

    private static List<PartitionProgress> partitions(String name) {
        return worker.getBean(ProgressReports.class).of(name).partitions();
    }

    @Test
    void stopsNoOtherWhetherItWasBegunOrNotAndGoesOnWhenItsBrokerIsBack() throws Exception {
        for (String name : List.of("begun", "fresh")) {
            make(name);
            produce(name, 0, 0, 1, 2);
        }
        begin("begun");
        awaitReceived("begun", 3 * EACH);
        service().stop("begun");
        produce("begun", EACH, 0, 1, 2);
        BrokerServer second = cluster.brokers().get(brokers().get(1));
        second.shutdown();
        second.awaitShutdown();

        service().start("begun");
        begin("fresh");
        awaitReceived("begun", 5 * EACH);
        awaitReceived("fresh", 2 * EACH);
        await().untilAsserted(() -> assertThat(partitions("begun"))
                .extracting(PartitionProgress::leaderless)
                .containsExactly(false, true, false));
        produce("begun", 2 * EACH, 0, 2);
        awaitReceived("begun", 7 * EACH);
        assertThat(failure("begun")).isNull();

        second.startup();
        awaitReceived("begun", 8 * EACH);
        awaitReceived("fresh", 3 * EACH);
        drain("begun");
        drain("fresh");
        await().untilAsserted(() -> assertThat(partitions("begun"))
                .extracting(PartitionProgress::leaderless)
                .containsOnly(false));
        assertThat(inLake("begun", "select count(*), count(distinct id)")).containsExactly(8 * EACH + "|" + 8 * EACH);
        assertThat(inLake("fresh", "select count(*), count(distinct id)")).containsExactly(3 * EACH + "|" + 3 * EACH);
    }
}
