package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.TypeNames;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeltaBoundTest {

    private static @Nullable Object bound(DeltaBound bound, String text, String type) {
        return bound.of(text, TypeNames.parse(type));
    }

    /** What is below a millisecond moves the bounds apart, before 1970 as after it. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "2026-01-02 03:04:05,          2026-01-02T03:04:05.000, 2026-01-02T03:04:05.000",
                "2026-01-02 03:04:05.12,       2026-01-02T03:04:05.120, 2026-01-02T03:04:05.120",
                "2026-01-02 03:04:05.123,      2026-01-02T03:04:05.123, 2026-01-02T03:04:05.123",
                "2026-01-02 03:04:05.123001,   2026-01-02T03:04:05.123, 2026-01-02T03:04:05.124",
                "1969-12-31 23:59:59.999999,   1969-12-31T23:59:59.999, 1970-01-01T00:00:00.000",
                "1969-12-31 23:59:59.000001,   1969-12-31T23:59:59.000, 1969-12-31T23:59:59.001",
                "0001-01-01 00:00:00.000001,   0001-01-01T00:00:00.000, 0001-01-01T00:00:00.001",
                "9999-12-31 23:59:59.999,      9999-12-31T23:59:59.999, 9999-12-31T23:59:59.999",
                "9999-12-31 23:59:59.999999,   9999-12-31T23:59:59.999, none",
                "10000-01-01 00:00:00,         none,                    none",
                "294246-12-31 00:00:00.000001, none,                    none",
                "0044-03-15 (BC) 00:00:00.5,   none,                    none",
                "infinity,                     none,                    none",
                "-infinity,                    none,                    none",
            })
    void timesHaveMillisecondsAndNeverLessRoomThanTheirValues(String told, @Nullable String min, @Nullable String max) {
        assertThat(bound(DeltaBound.MIN, told, "TIMESTAMP")).isEqualTo(min);
        assertThat(bound(DeltaBound.MAX, told, "TIMESTAMP")).isEqualTo(max);
        assertThat(bound(DeltaBound.MIN, told + "+00", "TIMESTAMP WITH TIME ZONE"))
                .isEqualTo(min == null ? null : min + "Z");
        assertThat(bound(DeltaBound.MAX, told + "+00", "TIMESTAMP WITH TIME ZONE"))
                .isEqualTo(max == null ? null : max + "Z");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "2026-01-02, 2026-01-02",
                "1582-10-10, 1582-10-10",
                "0001-01-01, 0001-01-01",
                "9999-12-31, 9999-12-31",
                "10000-01-01, none",
                "0001-01-01 (BC), none",
                "infinity, none",
            })
    void datesOfYearsThatEveryReaderTakesAreBounds(String told, @Nullable String bound) {
        assertThat(bound(DeltaBound.MIN, told, "DATE")).isEqualTo(bound);
        assertThat(bound(DeltaBound.MAX, told, "DATE")).isEqualTo(bound);
    }

    @Test
    void numbersLoseNothingAndInfiniteOnesAreNoBounds() {
        String many = "-99999999999999999999999999999999999.999";
        assertThat(bound(DeltaBound.MIN, many, "DECIMAL(38,3)")).isEqualTo(new BigDecimal(many));
        assertThat(bound(DeltaBound.MAX, "0.0000001", "DECIMAL(9,7)")).isEqualTo(new BigDecimal("0.0000001"));
        assertThat(bound(DeltaBound.MIN, "9223372036854775807", "BIGINT")).isEqualTo(Long.MAX_VALUE);
        assertThat(bound(DeltaBound.MAX, "1e+300", "DOUBLE")).isEqualTo(1e300);
        assertThat(bound(DeltaBound.MAX, "0.1", "FLOAT")).isEqualTo(0.1f);
        for (String infinite : new String[] {"inf", "-inf", "nan"}) {
            assertThat(bound(DeltaBound.MIN, infinite, "DOUBLE")).isNull();
            assertThat(bound(DeltaBound.MAX, infinite, "FLOAT")).isNull();
        }
    }

    @Test
    void textsAreCutBetweenCharactersAndOtherTypesHaveNoBounds() {
        String text = "😀".repeat(40);
        assertThat(bound(DeltaBound.MIN, text, "VARCHAR")).isEqualTo("😀".repeat(32));
        assertThat(bound(DeltaBound.MAX, text, "VARCHAR")).isEqualTo("😀".repeat(32) + "\udbff\udfff");
        assertThat(bound(DeltaBound.MAX, "z".repeat(32), "VARCHAR")).isEqualTo("z".repeat(32));
        assertThat(bound(DeltaBound.MIN, "61", "BLOB")).isNull();
        assertThat(bound(DeltaBound.MIN, "1", "BOOLEAN")).isNull();
        assertThat(DeltaBound.MIN.of(null, TypeNames.parse("DATE"))).isNull();
    }
}
