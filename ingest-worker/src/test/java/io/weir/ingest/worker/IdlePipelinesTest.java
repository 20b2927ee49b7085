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
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What pipelines cost that have nothing to do: the processor time of all threads that are there for them, beside that of consumers of
 * Kafka that do nothing but ask. Whatever else the machine has to do, and however slow its processor is, both have it alike.
 */
class IdlePipelinesTest extends WorkerTest {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final Duration WINDOW = Duration.ofSeconds(2);

    /** Pipelines of each of both sources, and bare consumers. */
    private static final int EACH = 20;

    /** Looks at all pipelines, and is there before them. */
    private static final String WATCH = "weir-pipelines";

    private static final Pattern OWN = Pattern.compile("weir-(pipeline|writer)-.*");

    /** Those of Kafka's client and of Azure's, too. */
    private static final Pattern ALL = Pattern.compile(
            WATCH + "|weir-.*|kafka-coordinator-heartbeat.*|(reactor|receiver|parallel|boundedElastic).*");

    private static final Pattern BARE = Pattern.compile("bare-consumer");

    private static Set<Long> threads() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && !thread.getThreadName().equals(WATCH))
                .map(ThreadInfo::getThreadId)
                .collect(Collectors.toSet());
    }

    private static void beginAll() {
        for (int number = 0; number < EACH; number++) {
            Topic topic = new Topic(broker, 1);
            topic.produce(10, index -> "{\"id\":" + index + "}");
            begin("topic" + number, new PipelineSource("broker", topic.name(), null, null, null, null));
            emulator.hub("hub" + number, 1).produce(10, index -> "{\"id\":" + index + "}");
            begin("hub" + number, new PipelineSource("hubs", "hub" + number, null, null, null, null));
        }
        for (int number = 0; number < EACH; number++) {
            awaitAll("topic" + number);
            awaitAll("hub" + number);
        }
    }

    private static List<BareConsumer> bareConsumers() {
        return IntStream.range(0, EACH)
                .mapToObj(number -> BareConsumer.of(broker.getBrokersAsString(), new Topic(broker, 1)))
                .toList();
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

    /** Waits for two seconds in which they used no more times as much as the bare consumers, as they do when the compiler is done with both. */
    private static void awaitRest(Pattern names, Set<Long> others, double mostTimes) {
        double[] before = {used(names, others), used(BARE, others)};
        await().pollDelay(WINDOW)
                .pollInterval(WINDOW)
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> {
                            double[] now = {used(names, others), used(BARE, others)};
                            double times = (now[0] - before[0]) / (now[1] - before[1]);
                            System.arraycopy(now, 0, before, 0, now.length);
                            return times;
                        },
                        times -> times <= mostTimes);
    }

    /** Twice as many as the bare consumers take 2.4 times as much; 5.5 times if they looked ten times a second for anything to do. */
    @Test
    void pipelinesThatHaveNothingToDoTakeNextToNothingOfAProcessor() {
        Set<Long> others = threads();
        List<BareConsumer> consumers = bareConsumers();
        beginAll();
        awaitRest(OWN, others, 3.8);
        // Most of it is in the libraries' own threads: 7 times as much, and 12 if pipelines looked ten times a second.
        awaitRest(ALL, others, 9.5);

        consumers.forEach(BareConsumer::close);
        for (int number = 0; number < EACH; number++) {
            service().stop("topic" + number);
            service().stop("hub" + number);
        }
    }
}
