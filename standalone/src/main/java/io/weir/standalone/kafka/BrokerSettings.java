package io.weir.standalone.kafka;

import java.nio.file.Path;
import java.util.Properties;

/** The broker's settings: one machine, one node, no replicas. */
final class BrokerSettings {

    static final int NODE = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String LOOPBACK = "127.0.0.1:";

    private BrokerSettings() {}

    static Properties properties(Path logs, int port, int controllerPort) {
        Properties settings = new Properties();
        node(settings, logs, port, controllerPort);
        oneNodeHoldsEverything(settings);
        durability(settings);
        memory(settings);
        return settings;
    }

    private static void node(Properties settings, Path logs, int port, int controllerPort) {
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", Integer.toString(NODE));
        settings.setProperty("controller.quorum.voters", NODE + "@" + LOOPBACK + controllerPort);
        settings.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        settings.setProperty(
                "listeners",
                "PLAINTEXT://" + LOOPBACK + port + "," + CONTROLLER_LISTENER + "://" + LOOPBACK + controllerPort);
        settings.setProperty("advertised.listeners", "PLAINTEXT://" + LOOPBACK + port);
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("log.dirs", logs.toString());
        // A topic exists because somebody made it, never because of a typing error.
        settings.setProperty("auto.create.topics.enable", "false");
    }

    private static void oneNodeHoldsEverything(Properties settings) {
        settings.setProperty("num.partitions", "1");
        settings.setProperty("default.replication.factor", "1");
        settings.setProperty("min.insync.replicas", "1");
        settings.setProperty("offsets.topic.num.partitions", "1");
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("transaction.state.log.num.partitions", "1");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.num.partitions", "1");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        // Nobody is waited for: there is one worker, and no broker to hand partitions to.
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        settings.setProperty("controlled.shutdown.enable", "false");
        // The node that starts again is another one to its own controller until the session of the last start is over.
        settings.setProperty("broker.session.timeout.ms", "2000");
        settings.setProperty("broker.heartbeat.interval.ms", "500");
    }

    /**
     * A record outlives a kill of this process as soon as it is acknowledged, since the system holds the page. Without
     * replicas a power cut needs more: at most one second of records is not yet on disk.
     */
    private static void durability(Properties settings) {
        settings.setProperty("log.flush.interval.ms", "1000");
        settings.setProperty("log.flush.scheduler.interval.ms", "1000");
        settings.setProperty("log.segment.bytes", Integer.toString(256 << 20));
        settings.setProperty("num.recovery.threads.per.data.dir", "2");
    }

    private static void memory(Properties settings) {
        settings.setProperty("message.max.bytes", Integer.toString(16 << 20));
        settings.setProperty("replica.fetch.max.bytes", Integer.toString(16 << 20));
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        settings.setProperty("background.threads", "2");
        settings.setProperty("queued.max.requests", "64");
        // Only the offsets topic is compacted; the default of 128 MB would be a sixteenth of the whole platform.
        settings.setProperty("log.cleaner.threads", "1");
        settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        settings.setProperty("log.cleaner.io.buffer.size", Integer.toString(256 << 10));
    }
}
