package io.weir.metadata.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.action.Metadata;
import io.weir.delta.schema.StructType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as Delta's own engines take them, which tables that are imported have. */
class RetentionTest {

    @ParameterizedTest
    @CsvSource({
        "interval 30 days, PT720H",
        "interval 1 week, PT168H",
        "30 days, PT720H",
        "365 Days, PT8760H",
        "INTERVAL 1 WEEK 2 days  3 hours, PT219H",
        "90 minutes 30 seconds, PT1H30M30S",
        "1500 milliseconds 500 microseconds, PT1.5005S",
        "interval 0 seconds, PT0S",
        "' interval 2 weeks ', PT336H",
        "interval,",
        "for ever,",
        "7,",
        "7days,",
        "days 7,",
        "1 month,",
        "-1 days,",
        "1.5 days,",
        "1 day and 2 hours,"
    })
    void isWhatATableSays(String text, @Nullable Duration expected) {
        for (Retention retention : Retention.values()) {
            Metadata metadata = Metadata.of(
                    "t", "t", null, StructType.of(List.of()), List.of(), Map.of(retention.property(), text), 0);
            assertThat(retention.understood(metadata).orElse(null)).isEqualTo(expected);
        }
    }
}
