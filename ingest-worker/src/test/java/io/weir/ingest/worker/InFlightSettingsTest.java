package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class InFlightSettingsTest {

    @Test
    void whatCannotBeIsNamedWithWhatCan() {
        assertThat(new InFlightSettings(DataSize.ofMegabytes(1)).bytes().toBytes())
                .isEqualTo(1 << 20);
        assertThatThrownBy(() -> new InFlightSettings(DataSize.ofKilobytes(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weir.ingest.in-flight.bytes must be 1MB to 64GB, not 1024B");
        assertThatThrownBy(() -> new InFlightSettings(DataSize.ofTerabytes(1))).hasMessageContaining("1MB to 64GB");
    }
}
