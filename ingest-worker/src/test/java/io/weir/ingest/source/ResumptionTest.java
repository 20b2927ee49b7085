package io.weir.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.store.StoreAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResumptionTest {

    private static final Extent EXTENT = new Extent(0, 60, 100);

    private final RecordingReader listener = new RecordingReader();

    private Resumption starting(SourceStart start) {
        return starting(start, listener);
    }

    private static Resumption starting(SourceStart start, SourceListener listener) {
        StoreAddress broker = new StoreAddress("broker", StoreAddress.KAFKA, Map.of());
        return new Resumption(
                new SourceRequest(broker, "reader", "orders", "group", start), listener, (extent, millis) -> {
                    throw new IllegalStateException("nobody asked for a time");
                });
    }

    private static long next(Resumption resumption, Extent extent, long last) {
        return resumption
                .next(List.of(extent), Map.of(extent.partition(), last))
                .get(extent.partition());
    }

    @Test
    void aSequenceThatRetentionTookIsAGap() {
        assertThat(next(starting(new SourceStart.AtSequences(Map.of(0, 50L))), EXTENT, SourceListener.FROM_START))
                .isEqualTo(60);
        assertThat(listener.gaps()).containsExactly("0: 50 to 60");
    }

    @Test
    void whatWasBegunAtTheVeryFirstRecordGoesOnThere() {
        assertThat(next(starting(new SourceStart.Latest()), new Extent(0, 0, 10), -1))
                .isZero();
        assertThat(listener.begun()).isEmpty();
    }

    @Test
    void whoDecidedBeforeIsFollowed() {
        RecordingReader another = new RecordingReader() {
            @Override
            public Map<Integer, Long> begins(Map<Integer, Long> firsts) {
                return Map.of(0, 70L);
            }
        };

        assertThat(next(starting(new SourceStart.Latest(), another), EXTENT, SourceListener.FROM_START))
                .isEqualTo(70);
    }

    @Test
    void whatCannotBeReadIsNotDecided() {
        assertThatThrownBy(() ->
                        next(starting(new SourceStart.AtSequences(Map.of(0, 101L))), EXTENT, SourceListener.FROM_START))
                .isInstanceOf(SourceException.class);
        assertThat(listener.begun()).isEmpty();
    }

    @Test
    void theNextRecordToComeMayBeTheFirst() {
        assertThat(next(starting(new SourceStart.AtSequences(Map.of(0, 100L))), EXTENT, SourceListener.FROM_START))
                .isEqualTo(100);
        assertThatThrownBy(() -> next(starting(new SourceStart.Earliest()), EXTENT, 100))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("made anew");
    }
}
