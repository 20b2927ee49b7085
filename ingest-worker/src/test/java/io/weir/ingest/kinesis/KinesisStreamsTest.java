package io.weir.ingest.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.test.FreePorts;
import io.weir.test.kinesis.KinesisServer;
import io.weir.test.kinesis.KinesisServer.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class KinesisStreamsTest extends KinesisContract {

    private static final String BUSY = "ProvisionedThroughputExceededException";

    @AutoClose
    private static final KinesisServer SERVER = new KinesisServer();

    KinesisStreamsTest() {
        super(SERVER.endpoint());
    }

    @AfterEach
    void relent() {
        SERVER.letIn(authorization -> true);
        SERVER.forget();
    }

    private static int calls(String operation) {
        return Collections.frequency(SERVER.calls(), operation);
    }

    /** What each page is, Kinesis itself is asked for. */
    @Test
    void moreThanAPageOfStreamsIsListed() {
        List<String> names = IntStream.range(0, 120)
                .mapToObj(number -> stream("-%03d".formatted(number), 1))
                .toList();
        SERVER.forget();
        assertThat(all("", 50)).containsExactlyElementsOf(names);
        assertThat(calls("ListStreams")).isEqualTo(3);
        assertThat(all(names.get(119), 50)).containsExactly(names.get(119));
    }

    /** Of the largest records there are five in one. */
    @Test
    void callsAreNoLargerThanKinesisTakes() {
        String stream = stream("-calls", 1);
        SERVER.forget();
        streams.append(stream, Collections.nCopies(6, largest()));
        assertThat(calls("PutRecords")).isEqualTo(2);
        assertThat(seen(stream, 10, LONG)).hasSize(6);
    }

    @Test
    void onlyRecordsThatWereNotTakenAreSentAgain() {
        String stream = stream("-busy", 2);
        SERVER.forget();
        SERVER.throttle(7);
        streams.append(stream, records(20));
        assertThat(calls("PutRecords")).isEqualTo(2);
        assertThat(seen(stream, 100, LONG)).containsExactlyInAnyOrderElementsOf(texts(records(20)));
    }

    @Test
    void aCallThatIsTooManyIsMadeAgain() {
        String stream = stream("-calls", 1);
        SERVER.meetNext("PutRecords", Fault.refused(400, BUSY, "Rate exceeded"));
        streams.append(stream, records(3));
        assertThat(seen(stream, 100, LONG)).hasSize(3);
    }

    @Test
    void whatIsNotTakenForLongIsTold() {
        String stream = stream("-busier", 1);
        SERVER.throttle(Integer.MAX_VALUE);
        refused(
                () -> streams.append(stream, records(20), Duration.ofMillis(300)),
                false,
                "takes no records just now",
                BUSY);
        SERVER.meetNext("PutRecords", Fault.preceded(() -> SERVER.throttle(5)));
        SERVER.meetNext("PutRecords", Fault.preceded(() -> SERVER.throttle(Integer.MAX_VALUE)));
        refused(
                () -> streams.append(stream, records(20), Duration.ofMillis(300)),
                true,
                "is known to have 15 of 20 records",
                BUSY);
        assertThat(seen(stream, 100, LONG)).hasSize(15);
    }

    /** It may be there, or not. */
    @Test
    void whatHadNoAnswerIsNotSentAgain() {
        String stream = stream("-lost", 1);
        SERVER.forget();
        SERVER.meetNext("PutRecords", Fault.lostReply());
        refused(() -> streams.append(stream, records(2)), true, "is known to have 0 of 2 records");
        assertThat(calls("PutRecords")).isEqualTo(1);
        SERVER.meetNext("PutRecords", Fault.refused(500, "InternalFailure", "it failed"));
        refused(() -> streams.append(stream, records(2)), true, "0 of 2 records", "InternalFailure, it failed");
        assertThat(calls("PutRecords")).isEqualTo(2);
    }

    @Test
    void aSampleEndsInTimeWithWhatThereIs() {
        String stream = stream("-slow", 2);
        streams.append(stream, records(10));
        CountDownLatch until = new CountDownLatch(1);
        SERVER.meetNext("GetRecords", Fault.preceded(() -> SERVER.meetNext("GetRecords", Fault.stalled(until))));
        try (KinesisStreams hasty =
                stores(List.of("127.0.0.0/8")).open(store(endpoint, "secret:kinesis"), Duration.ofMillis(700))) {
            long began = System.nanoTime();
            List<Long> seen = new ArrayList<>();
            hasty.peek(stream, 100, Duration.ofMillis(700), false, (shard, sequence, payload) -> seen.add(sequence));
            assertThat(seen).isNotEmpty().hasSizeLessThan(10);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        } finally {
            until.countDown();
        }
    }

    @Test
    void aShardThatIsReadByOthersIsReadLater() {
        String stream = stream("-read", 1);
        streams.append(stream, records(10));
        for (int time = 0; time < 6; time++) {
            SERVER.meetNext("GetRecords", Fault.refused(400, BUSY, "Rate exceeded"));
        }
        assertThat(seen(stream, 100, LONG)).hasSize(10);
    }

    /** Between the look that finds its shards and the first at its records. */
    @Test
    void aStreamThatIsDeletedMeanwhileIsSaidByName() {
        String stream = stream("-deleted", 1);
        SERVER.meetNext(
                "GetShardIterator",
                Fault.preceded(() -> SERVER.meetNext(
                        "GetRecords", Fault.refused(400, "ResourceNotFoundException", "Shard not found"))));
        refused(() -> seen(stream, 10, LONG), true, "has no stream " + stream);
    }

    @Test
    void whoIsNotLetInIsToldSo() {
        SERVER.letIn(authorization -> !authorization.contains(KEY));
        refused(() -> streams.list("", "", 1), true, "does not let " + KEY + " in: UnrecognizedClientException");
        refused(() -> streams.append("any", records(1)), true, "does not let " + KEY + " in");
        SERVER.letIn(authorization -> true);
        SERVER.meetNext(
                "ListStreams",
                Fault.refused(
                        400,
                        "InvalidSignatureException",
                        "Credential should be scoped to a valid region.\n\nThe Canonical String was " + SECRET));
        refused(() -> streams.list("", "", 1), true, "does not let", "scoped to a valid region.");
    }

    @Test
    void whoDoesNotAnswerIsSaidByName() {
        URI nobody = URI.create("http://127.0.0.1:" + FreePorts.base());
        try (KinesisStreams away = open(List.of("127.0.0.0/8"), nobody)) {
            refused(() -> away.list("", "", 1), false, "Kinesis at " + nobody + " does not answer");
            refused(() -> away.append("any", records(1)), false, "Kinesis at " + nobody + " does not answer");
        }
        try (KinesisStreams elsewhere = open(List.of(), URI.create("http://kinesis.nowhere.invalid:80"))) {
            refused(() -> elsewhere.list("", "", 1), false, "there is no host kinesis.nowhere.invalid");
        }
    }

    @Test
    void whatIsInThePrivateNetworkIsNotConnectedTo() {
        SERVER.forget();
        refused(() -> open(List.of(), endpoint), true, "store events", "leads into a network that is not public");
        refused(() -> stores(List.of("127.0.0.0/8")).open(store(endpoint, "env:HOME")), true, "secret:NAME");
        refused(() -> stores(List.of("127.0.0.0/8")).open(store(endpoint, "hunter2")), true, "secret:NAME");
        assertThat(SERVER.calls()).isEmpty();
    }
}
