package io.weir.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.DependencyAwayException;
import io.weir.ingest.dependency.DependencySettings;
import io.weir.ingest.stage.Payloads;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.outbound.OutboundRules;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of two streams that are joined, the broker that is away is the one that is spared. */
class BrokersTest {

    private static final Payloads NOBODY = (partition, sequence, payload) -> {};

    private static final int LEAST_CALLS = 5;

    /** Longer than any test takes, so that who is spared is not tried in the middle of one. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Dependencies dependencies =
            new Dependencies(new DependencySettings(32, LONG, LEAST_CALLS, LONG, LONG, LONG, 1, Duration.ofMillis(10)));
    private final Reachable reachable = new Reachable();
    private final Brokers brokers =
            new Brokers(List.of(reachable), new OutboundRules(List.of("127.0.0.0/8")), dependencies);

    /** Brokers by the names of their stores, some of them away. */
    private static final class Reachable implements Sources {

        private final Set<String> away = new HashSet<>();

        @Override
        public String kind() {
            return StoreAddress.KAFKA;
        }

        @Override
        public Source open(SourceRequest request, SourceListener listener) {
            return new Silent(() -> require(request));
        }

        private void require(SourceRequest request) {
            if (away.contains(request.broker().name())) {
                throw new SourceException("away", false, null);
            }
        }

        @Override
        public void peek(SourceRequest request, int most, Duration longest, Payloads payloads) {
            require(request);
        }

        @Override
        public Map<Integer, Long> ends(SourceRequest request) {
            require(request);
            return Map.of(0, 0L);
        }

        @Override
        public boolean isOutage(Throwable failed) {
            return "away".equals(failed.getMessage());
        }
    }

    /** A subscription to which nothing comes. */
    private record Silent(Runnable polled) implements Source {

        @Override
        public void poll(Duration longest, Payloads payloads) {
            polled.run();
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public Map<Integer, SourcePosition> positions() {
            return Map.of();
        }

        @Override
        public long heardNanos() {
            return System.nanoTime();
        }

        @Override
        public boolean isShared() {
            return false;
        }

        @Override
        public void report(Map<Integer, Long> sequences) {}

        @Override
        public void wakeUp() {}

        @Override
        public void close() {}
    }

    private static SourceRequest request(String store) {
        StoreAddress broker =
                new StoreAddress(store, StoreAddress.KAFKA, Map.of(StoreAddress.BOOTSTRAP_SERVERS, "127.0.0.1:9"));
        return new SourceRequest(broker, "reader", "orders", "group", new SourceStart.Earliest());
    }

    @Test
    void theOneThatIsAwayIsSparedAndTheOtherIsNot() {
        Subscription joined = new Subscription(request("left"), Optional.of(request("right")));
        reachable.away.add("right");
        for (int i = 0; i < LEAST_CALLS; i++) {
            try (Source source = brokers.open(joined, new RecordingReader())) {
                assertThatThrownBy(() -> source.poll(Duration.ZERO, NOBODY)).hasMessage("away");
            }
        }

        assertThatThrownBy(() -> brokers.open(joined, new RecordingReader()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("store right did not answer lately")
                .satisfies(
                        failed -> assertThat(DependencyAwayException.in(failed)).isPresent());
        assertThat(brokers.ends(Subscription.of(request("left")))).isEqualTo(Map.of(0, 0L));
        assertThat(dependencies.stores()).containsExactlyInAnyOrder("left", "right");
    }
}
