package io.weir.standalone.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.standalone.events.EventCursor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SoakEventsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SoakEvents events = new SoakEvents(100_000, 4, 1_000_000_000);

    private String first(Fate fate) {
        long index = LongStream.range(0, events.count())
                .filter(candidate -> Fate.of((int) (candidate % 4), candidate / 4) == fate)
                .findFirst()
                .orElseThrow();
        return new String(events.event(index), StandardCharsets.UTF_8);
    }

    @Test
    void anEventSaysItsPartitionAndItsPlaceInIt() {
        try (EventCursor cursor = events.from(4)) {
            List<JsonNode> four = List.of(
                    JSON.readTree(cursor.next()),
                    JSON.readTree(cursor.next()),
                    JSON.readTree(cursor.next()),
                    JSON.readTree(cursor.next()));
            assertThat(four).extracting(event -> event.get("part").asInt()).containsExactly(0, 1, 2, 3);
            assertThat(four).extracting(event -> event.get("number").asInt()).containsOnly(1);
        }
    }

    @Test
    void anEventIsWhatItsFateAsksFor() {
        assertThat(JSON.readTree(first(Fate.ROW)).get("kind").asString()).isEqualTo("row");
        assertThat(JSON.readTree(first(Fate.FILTERED)).get("kind").asString()).isEqualTo("skip");
        assertThat(JSON.readTree(first(Fate.MISFIT)).get("number").isNumber()).isFalse();
        assertThatThrownBy(() -> JSON.readTree(first(Fate.BROKEN))).isInstanceOf(JacksonException.class);
    }

    @Test
    void oneInAHundredIsPoison() {
        long letters = LongStream.range(0, events.count())
                .filter(index -> Fate.of((int) (index % 4), index / 4).isLetter())
                .count();
        assertThat(letters).isBetween(900L, 1100L);
    }
}
