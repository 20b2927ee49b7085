package io.weir.ingest.worker;

import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.PipelineSource;
import java.util.function.IntFunction;

/** Brokers that a pipeline reads. */
enum Feed {
    KAFKA {
        @Override
        Events events() {
            Topic topic = new Topic(WorkerTest.broker, 2);
            return new Events(new PipelineSource("broker", topic.name(), null, null, null, null), topic::produce);
        }
    },
    HUBS {
        @Override
        Events events() {
            EmulatedHub hub = WorkerTest.emulator.hub(WorkerTest.name(), 2);
            return new Events(new PipelineSource("hubs", hub.name(), null, null, null, null), hub::produce);
        }
    };

    /** A new topic or hub of two partitions. */
    abstract Events events();

    /** Produces events to a topic or hub. */
    @FunctionalInterface
    interface Producer {
        void produce(int count, IntFunction<String> payload);
    }

    /** A topic or hub, and who produces to it. */
    record Events(PipelineSource source, Producer producer) {}
}
