package io.weir.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.stage.Envelope;
import io.weir.ingest.stage.Payloads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every source does, whatever its broker. */
public abstract class SourceContract {

    public static final Duration SHORT = Duration.ofMillis(50);
    public static final Duration PATIENCE = Duration.ofMinutes(1);
    public static final SourceStart EARLIEST = new SourceStart.Earliest();

    protected abstract Sources sources();

    /** A new topic of two partitions. */
    protected abstract SourceRequest topic(SourceStart start);

    /** Produces records {@code from} to {@code to - 1}, their numbers as payloads, the i-th of them to partition i % 2. */
    protected abstract void produce(SourceRequest topic, int from, int to);

    @Test
    void everyPartitionIsHandedOverInOrderFromItsFirstRecord() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 5_000);
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, 5_000);

            assertThat(reader.sequences(0)).containsExactlyElementsOf(RecordingReader.range(0, 2_500));
            assertThat(reader.sequences(1)).containsExactlyElementsOf(RecordingReader.range(0, 2_500));
            assertThat(reader.payload(1, 2_499)).isEqualTo("4999");
            assertThat(source.positions())
                    .isEqualTo(Map.of(0, new SourcePosition(2_500, 2_500), 1, new SourcePosition(2_500, 2_500)));
        }
    }

    @Test
    void whoWantsMoreThanPayloadsGetsWhatTheBrokerKnows() {
        SourceRequest bare = topic(EARLIEST);
        SourceRequest topic =
                new SourceRequest(bare.broker(), bare.reader(), bare.topic(), bare.group(), bare.start(), true);
        produce(topic, 0, 2);
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, 2);
        }

        Envelope envelope = Envelope.read(reader.payload(1, 0).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(envelope.payload()).asString().isEqualTo("1");
        assertThat(envelope.attributes()).contains("\"time\":\"2", "\"properties\":{}", "\"offset\":");
    }

    @Test
    void eachPartitionGoesOnAfterWhatTheSinksHold() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 100);
        RecordingReader reader = new RecordingReader(Map.of(0, 39L, 1, 49L));

        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, 10);
            source.report(Map.of(0, 49L));
        }

        assertThat(reader.sequences(0)).containsExactlyElementsOf(RecordingReader.range(40, 50));
        assertThat(reader.sequences(1)).isEmpty();
        assertThat(reader.gaps()).isEmpty();
    }

    @Test
    void partitionsBeginAtTheSequencesThatAreNamed() {
        SourceRequest topic = topic(new SourceStart.AtSequences(Map.of(0, 3L)));
        produce(topic, 0, 10);
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, 7);
        }

        assertThat(reader.sequences(0)).containsExactly(3L, 4L);
        assertThat(reader.sequences(1)).containsExactlyElementsOf(RecordingReader.range(0, 5));
    }

    @Test
    void whatIsHeldGoesBeforeWhereToBegin() {
        SourceRequest topic = topic(new SourceStart.AtSequences(Map.of(0, 0L, 1, 4L)));
        produce(topic, 0, 10);
        RecordingReader reader = new RecordingReader(Map.of(0, 3L));

        try (Source source = sources().open(topic, reader)) {
            pollUntil(source, reader, 2);
        }

        assertThat(reader.sequences(0)).containsExactly(4L);
        assertThat(reader.begun()).isEqualTo(Map.of(1, 4L));
    }

    @Test
    void aSequenceThatATopicDoesNotHaveYetIsRefused() {
        SourceRequest topic = topic(new SourceStart.AtSequences(Map.of(1, 6L)));
        produce(topic, 0, 10);
        RecordingReader reader = new RecordingReader();

        try (Source source = sources().open(topic, reader)) {
            assertThatThrownBy(() -> pollUntil(source, reader, 1))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("partition 1")
                    .hasMessageContaining("ends at 5, so it cannot be read from 6 on");
        }
    }

    @Test
    void aTopicThatNeverHadWhatTheSinksHoldIsRefused() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 10);
        RecordingReader reader = new RecordingReader(Map.of(0, 77L));

        try (Source source = sources().open(topic, reader)) {
            assertThatThrownBy(() -> pollUntil(source, reader, 1))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("Reset the pipeline to read");
        }
    }

    @Test
    void whoOnlyLooksSeesWhatThereIsAndIsNotNoticed() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 10);
        Map<Integer, List<Long>> seen = new TreeMap<>();
        Payloads payloads = (partition, sequence, payload) ->
                seen.computeIfAbsent(partition, any -> new ArrayList<>()).add(sequence);

        sources().peek(topic, 1_000, PATIENCE, payloads);
        assertThat(seen).isEqualTo(Map.of(0, List.of(0L, 1L, 2L, 3L, 4L), 1, List.of(0L, 1L, 2L, 3L, 4L)));

        seen.clear();
        sources().peek(topic.startingAt(new SourceStart.Latest()), 4, PATIENCE, payloads);
        assertThat(seen).isEqualTo(Map.of(0, List.of(3L, 4L), 1, List.of(3L, 4L)));
    }

    @Test
    void endsAreWhereTheNextRecordsGo() {
        SourceRequest topic = topic(EARLIEST);
        produce(topic, 0, 7);

        assertThat(sources().ends(topic)).isEqualTo(Map.of(0, 4L, 1, 3L));
    }

    /** Polls until so many were handed over in all, for as long as patience lasts. */
    public static void pollUntil(Source source, RecordingReader reader, int records) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (reader.records() < records && System.nanoTime() < giveUp) {
            source.poll(SHORT, reader);
        }
        assertThat(reader.records()).isEqualTo(records);
    }
}
