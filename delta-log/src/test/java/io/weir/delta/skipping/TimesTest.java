package io.weir.delta.skipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    @Test
    void whatJavaWritesIsReadBackInEveryZone() {
        Random random = new Random(7);
        for (int time = 0; time < 20_000; time++) {
            LocalDateTime local = EPOCH.plusSeconds(random.nextLong(-60_000_000_000L, 200_000_000_000L))
                    .plus(random.nextInt(1_000_000), ChronoUnit.MICROS);
            ZoneOffset offset = ZoneOffset.ofHoursMinutes(random.nextInt(-17, 18), 0);

            assertThat(Times.moment(local.toString()).map(Times.Moment::micros))
                    .hasValue(ChronoUnit.MICROS.between(EPOCH, local));
            assertThat(Times.moment(local.atOffset(offset).toString()).map(Times.Moment::micros))
                    .hasValue(ChronoUnit.MICROS.between(EPOCH, local) - offset.getTotalSeconds() * 1_000_000L);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-02, 86400000000",
        "1970-01-01 00:01, 60000000",
        "1970-01-01T00:00:01.5Z, 1500000",
        "1970-01-01 00:00:00.000001UTC, 1",
        "1970-01-01T01:00:00+01:00, 0",
        "1969-12-31T23:59:59.999, -1000",
        "1970-01-01T00:00:00.123456789, 123456"
    })
    void eachFormIsUnderstood(String text, long micros) {
        assertThat(Times.moment(text).map(Times.Moment::micros)).hasValue(micros);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1970",
                "1970-13-01",
                "1970-02-30",
                "1970-01-01T24:00",
                "1970-01-01T00:60",
                "1970-01-01T00:00:60",
                "1970-01-01T00:00:00.",
                "1970-01-01T00:00:00.1234567890",
                "1970-01-01T00:00:00+25:00"
            })
    void whatIsNoTimeIsNotGuessed(String text) {
        assertThat(Times.moment(text)).isEqualTo(Optional.empty());
    }
}
