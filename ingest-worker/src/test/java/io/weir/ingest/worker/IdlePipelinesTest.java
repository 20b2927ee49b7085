package io.weir.ingest.worker;

import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.progress.ProgressReports;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What pipelines cost that have nothing to do: the processor time of all threads that are there for them, which other work on the
 * machine does not stretch as it does the time that passes.
 */
class IdlePipelinesTest extends WorkerTest {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final Duration WINDOW = Duration.ofSeconds(2);

    /** Pipelines of each of both sources. */
    private static final int EACH = 20;

    /** Looks at all pipelines, and is there before them. */
    private static final String WATCH = "weir-pipelines";

    private static final Pattern OWN = Pattern.compile("weir-(pipeline|writer)-.*");

    /** Those of Kafka's client and of Azure's, too. */
    private static final Pattern ALL = Pattern.compile(
            WATCH + "|weir-.*|kafka-coordinator-heartbeat.*|(reactor|receiver|parallel|boundedElastic).*");

    private static Set<Long> threads() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && !thread.getThreadName().equals(WATCH))
                .map(ThreadInfo::getThreadId)
                .collect(Collectors.toSet());
    }

    private static void begin(int from, int to) {
        for (int number = from; number < to; number++) {
            Topic topic = new Topic(broker, 1);
            topic.produce(10, index -> "{\"id\":" + index + "}");
            begin("topic" + number, new PipelineSource("broker", topic.name(), null, null, null, null));
            emulator.hub("hub" + number, 1).produce(10, index -> "{\"id\":" + index + "}");
            begin("hub" + number, new PipelineSource("hubs", "hub" + number, null, null, null, null));
        }
        for (int number = from; number < to; number++) {
            awaitAll("topic" + number);
            awaitAll("hub" + number);
        }
    }

    private static void begin(String name, PipelineSource source) {
        service()
                .create(
                        DefinitionBuilder.named(name)
                                .from(source)
                                .into(new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", name), null))
                                .batch(new BatchLimits(null, null, 100L))
                                .build(),
                        "user:test");
        service().start(name);
    }

    private static void awaitAll(String name) {
        ProgressReports reports = worker.getBean(ProgressReports.class);
        await().atMost(Duration.ofMinutes(1)).until(() -> reports.of(name).received() == 10);
    }

    /** Milliseconds of processors that threads of these names have used until now. */
    private static double used(Pattern names, Set<Long> others) {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && !others.contains(thread.getThreadId()))
                .filter(thread -> names.matcher(thread.getThreadName()).matches())
                .mapToDouble(thread -> THREADS.getThreadCpuTime(thread.getThreadId()) / 1e6)
                .sum();
    }

    /** Waits for two seconds in which they used no more than that, as they do when the compiler is done with what they do. */
    private static void awaitRest(Pattern names, Set<Long> others, double mostMillisOfASecond) {
        long[] nanos = {System.nanoTime()};
        double[] before = {used(names, others)};
        await().pollDelay(WINDOW)
                .pollInterval(WINDOW)
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> {
                            long now = System.nanoTime();
                            double millis = used(names, others);
                            double each = (millis - before[0]) * 1e9 / (now - nanos[0]);
                            nanos[0] = now;
                            before[0] = millis;
                            return each;
                        },
                        each -> each <= mostMillisOfASecond);
    }

    /** A pipeline that looks ten times a second whether there is anything to do takes twice as much. */
    @Test
    void pipelinesThatHaveNothingToDoTakeNextToNothingOfAProcessor() {
        Set<Long> others = threads();
        begin(0, 1);
        awaitRest(OWN, others, 4);

        begin(1, EACH);
        awaitRest(OWN, others, EACH * 2.5);
        // Most of it is in the library's own threads, and 6 of these milliseconds were measured on a slow processor.
        awaitRest(ALL, others, EACH * 8);

        for (int number = 0; number < EACH; number++) {
            service().stop("topic" + number);
            service().stop("hub" + number);
        }
    }
}
