package io.weir.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every source does to which records come while it is read. */
public abstract class LiveSourceContract extends SourceContract {

    @Test
    void whatComesMeanwhileIsHandedOver() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 100);
        RecordingReader reader = new RecordingReader(Map.of(0, 39L, 1, 49L));

        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, 10);
            source.report(Map.of(0, 49L));
            produce(topic, 0, 2);
            pollUntil(source, reader, 12);
        }

        assertThat(reader.sequences(0)).containsExactlyElementsOf(RecordingReader.range(40, 51));
        assertThat(reader.sequences(1)).containsExactly(50L);
    }

    @Test
    void whoWantsTheLatestGetsWhatIsProducedFromThenOn() {
        SourceRequest topic = topic(new SourceStart.Latest());
        produce(topic, 0, 10);
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(topic, reader)) {
            await().until(() -> {
                source.poll(SHORT, reader);
                return source.positions().size() == 2;
            });
            produce(topic, 10, 14);
            pollUntil(source, reader, 4);
        }

        assertThat(reader.sequences(0)).containsExactly(5L, 6L);
        assertThat(reader.sequences(1)).containsExactly(5L, 6L);
        assertThat(reader.begun()).isEqualTo(Map.of(0, 5L, 1, 5L));
    }

    @Test
    void partitionsBeginWithTheFirstRecordSinceATime() {
        SourceRequest early = topic(EARLIEST);
        produce(early, 0, 11);
        Instant time = laterThanNow();
        produce(early, 11, 12);
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(early.startingAt(new SourceStart.AtTime(time)), reader)) {
            pollUntil(source, reader, 1);
            produce(early, 12, 14);
            pollUntil(source, reader, 3);
        }

        assertThat(reader.begun()).isEqualTo(Map.of(0, 6L, 1, 5L));
        assertThat(reader.sequences(1)).containsExactly(5L);
    }

    /** Waits for the next millisecond but one, so that nothing that was produced is of it. */
    private static Instant laterThanNow() {
        long millis = System.currentTimeMillis() + 2;
        await().until(() -> System.currentTimeMillis() >= millis);
        return Instant.ofEpochMilli(millis);
    }

    @Test
    void aPausedSourceHandsOverNothingAndLosesNothing() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 10);
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, 10);
            source.pause();
            produce(topic, 10, 20);
            source.poll(Duration.ZERO, reader);
            source.poll(SHORT, reader);
            assertThat(reader.records()).isEqualTo(10);
            source.resume();
            pollUntil(source, reader, 20);
        }

        assertThat(reader.sequences(0)).containsExactlyElementsOf(RecordingReader.range(0, 10));
    }
}
