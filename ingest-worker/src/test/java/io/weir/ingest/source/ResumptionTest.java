package io.weir.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.store.StoreAddress;
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

    @Test
    void aSequenceThatRetentionTookIsAGap() {
        assertThat(starting(new SourceStart.AtSequences(Map.of(0, 50L))).next(EXTENT, SourceListener.FROM_START))
                .isEqualTo(60);
        assertThat(listener.gaps()).containsExactly("0: 50 to 60");
    }

    @Test
    void whatWasBegunAtTheVeryFirstRecordGoesOnThere() {
        assertThat(starting(new SourceStart.Latest()).next(new Extent(0, 0, 10), -1))
                .isZero();
        assertThat(listener.begun()).isEmpty();
    }

    @Test
    void whoDecidedBeforeIsFollowed() {
        RecordingReader another = new RecordingReader() {
            @Override
            public long begins(int partition, long first) {
                return 70;
            }
        };

        assertThat(starting(new SourceStart.Latest(), another).next(EXTENT, SourceListener.FROM_START))
                .isEqualTo(70);
    }

    @Test
    void whatCannotBeReadIsNotDecided() {
        assertThatThrownBy(() ->
                        starting(new SourceStart.AtSequences(Map.of(0, 101L))).next(EXTENT, SourceListener.FROM_START))
                .isInstanceOf(SourceException.class);
        assertThat(listener.begun()).isEmpty();
    }

    @Test
    void theNextRecordToComeMayBeTheFirst() {
        assertThat(starting(new SourceStart.AtSequences(Map.of(0, 100L))).next(EXTENT, SourceListener.FROM_START))
                .isEqualTo(100);
        assertThatThrownBy(() -> starting(new SourceStart.Earliest()).next(EXTENT, 100))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("made anew");
    }
}
