package io.weir.standalone.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NexmarkEventsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Test
    void anEventIsAFunctionOfSeedAndIndex() {
        NexmarkEvents events = new NexmarkEvents(7, 1_000);
        try (EventCursor whole = events.from(0)) {
            for (long index = 0; index < events.count(); index++) {
                byte[] expected = whole.next();
                try (EventCursor resumed = new NexmarkEvents(7, 1_000).from(index)) {
                    assertThat(resumed.next()).isEqualTo(expected);
                }
            }
            Assertions.assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(whole::next);
        }
    }

    /** Data sets that people have made before must not change with a release. */
    @Test
    void theFirstEventsAreTheOnesOfEveryRelease() {
        try (EventCursor events = new NexmarkEvents(NexmarkEvents.DEFAULT_SEED, 5).from(0)) {
            assertThat(text(events.next())).startsWith("{\"kind\":\"person\",\"id\":1000,\"name\":");
            assertThat(text(events.next())).startsWith("{\"kind\":\"auction\",\"id\":1000,\"itemName\":");
            assertThat(text(events.next())).startsWith("{\"kind\":\"auction\",\"id\":1001,\"itemName\":");
            assertThat(text(events.next())).startsWith("{\"kind\":\"auction\",\"id\":1002,\"itemName\":");
            assertThat(text(events.next()))
                    .startsWith("{\"kind\":\"bid\",\"auction\":")
                    .contains("\"dateTime\":\"2026-01-01T00:00:00.000Z\"");
        }
    }

    @Test
    void anotherSeedGivesOtherEvents() {
        try (EventCursor one = new NexmarkEvents(1, 10).from(5);
                EventCursor two = new NexmarkEvents(2, 10).from(5)) {
            assertThat(one.next()).isNotEqualTo(two.next());
        }
    }

    @Test
    void ofFiftyEventsOneIsAPersonThreeAreAuctionsAndTheRestBids() {
        Map<String, Integer> kinds = new HashMap<>();
        try (EventCursor events = new NexmarkEvents(42, 5_000).from(0)) {
            for (int i = 0; i < 5_000; i++) {
                kinds.merge(JSON.readTree(events.next()).get("kind").asString(), 1, Integer::sum);
            }
        }
        assertThat(kinds).isEqualTo(Map.of("person", 100, "auction", 300, "bid", 4_600));
    }

    @Test
    void whatBidsAndAuctionsReferToExists() {
        try (EventCursor events = new NexmarkEvents(42, 100_000).from(0)) {
            long lastPerson = 0;
            long lastAuction = 0;
            for (int i = 0; i < 100_000; i++) {
                JsonNode event = JSON.readTree(events.next());
                switch (event.get("kind").asString()) {
                    case "person" ->
                        assertThat(lastPerson = event.get("id").asLong()).isEqualTo(1000 + i / 50);
                    case "auction" -> {
                        assertThat(event.get("id").asLong()).isIn(1000L, lastAuction + 1);
                        lastAuction = event.get("id").asLong();
                        assertThat(event.get("seller").asLong()).isBetween(1000L, lastPerson);
                        assertThat(event.get("reserve").asLong())
                                .isGreaterThan(event.get("initialBid").asLong());
                        assertThat(time(event, "expires")).isAfter(time(event, "dateTime"));
                    }
                    default -> {
                        assertThat(event.get("auction").asLong()).isBetween(1000L, lastAuction);
                        assertThat(event.get("bidder").asLong()).isBetween(1000L, lastPerson);
                        assertThat(event.get("price").asLong()).isBetween(100L, 100_000_000L);
                        assertThat(event.get("url").asString()).startsWith("https://www.nexmark.com/");
                    }
                }
            }
        }
    }

    @Test
    void timeGoesOnOverTheEndOfADay() {
        try (EventCursor events = new NexmarkEvents(42, 2_000_000_000L).from(863_999_999L)) {
            assertThat(time(JSON.readTree(events.next()), "dateTime")).isEqualTo("2026-01-01T23:59:59.999Z");
            assertThat(time(JSON.readTree(events.next()), "dateTime")).isEqualTo("2026-01-02T00:00:00Z");
        }
    }

    @Test
    void aMillionEventsAreMadeInSeconds() {
        long bytes = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        try (EventCursor events = new NexmarkEvents(42, 1_000_000).from(0)) {
            for (int i = 0; i < 1_000_000; i++) {
                bytes += events.next().length;
            }
        }
        double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
        assertThat(bytes).isBetween(100_000_000L, 400_000_000L);
        // Of a processor, however many others want it; it takes about one.
        assertThat(seconds).isLessThan(10);
    }

    private static Instant time(JsonNode event, String field) {
        return Instant.parse(event.get(field).asString());
    }

    private static String text(byte[] event) {
        return new String(event, StandardCharsets.UTF_8);
    }
}
