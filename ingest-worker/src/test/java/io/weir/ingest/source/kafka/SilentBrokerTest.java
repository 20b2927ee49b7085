package io.weir.ingest.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A broker that is there and says nothing any more, as one behind a line that is cut: no connection ends, no call fails. */
class SilentBrokerTest {

    private static final String TOPIC = "silent";

    @TempDir
    Path folder;

    /** A broker in a process of its own, which can be frozen. */
    static final class Broker {

        private Broker() {}

        /** @param arguments the file to be written with its address once it is up */
        public static void main(String[] arguments) throws IOException {
            EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1, TOPIC);
            broker.afterPropertiesSet();
            Path told = Path.of(arguments[0]);
            Path written = Files.writeString(told.resolveSibling("written"), broker.getBrokersAsString());
            Files.move(written, told, StandardCopyOption.ATOMIC_MOVE);
            // Until whoever started it says so, or is gone.
            System.in.read();
            broker.destroy();
            System.exit(0);
        }
    }

    private static Process start(Path address) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Broker.class.getName(),
                        address.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void signal(String signal, Process process) throws Exception {
        Process sent = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertThat(sent.waitFor()).isZero();
    }

    /** Requests that time out are no answers, either. */
    private static KafkaConsumer<byte[], byte[]> consumer(String brokers) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        "2000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }

    private static boolean isHeardAfter(KafkaConsumer<byte[], byte[]> consumer, KafkaAnswers answers, long nanos) {
        consumer.poll(Duration.ofMillis(100));
        return answers.heardNanos() - nanos > 0;
    }

    @Test
    void whoIsAskedAndSaysNothingIsNotHeardUntilItAnswersAgain() throws Exception {
        Path address = folder.resolve("address");
        Process broker = start(address);
        try {
            await().until(() -> Files.exists(address));
            hear(broker, Files.readString(address));
        } finally {
            signal("CONT", broker);
            broker.getOutputStream().close();
            broker.waitFor();
        }
    }

    private static void hear(Process broker, String brokers) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(brokers)) {
            KafkaAnswers answers = new KafkaAnswers(consumer);
            long begun = System.nanoTime();
            await().until(() -> isHeardAfter(consumer, answers, begun));

            signal("STOP", broker);
            // What it sent before is still read.
            consumer.poll(Duration.ofSeconds(1));
            long last = answers.heardNanos();
            for (int asked = 0; asked < 50; asked++) {
                consumer.poll(Duration.ofMillis(100));
                assertThat(answers.heardNanos()).isEqualTo(last);
            }

            signal("CONT", broker);
            await().until(() -> isHeardAfter(consumer, answers, last));
        }
    }
}
