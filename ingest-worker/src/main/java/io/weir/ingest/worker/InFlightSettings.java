package io.weir.ingest.worker;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What each pipeline may have taken and not written yet.
 *
 * @param bytes of payloads that wait to be written, from which on a pipeline takes nothing more; what is collected meanwhile is at
 *     most as much again. A batch is no larger, whatever its pipeline says. From 1MB to 64GB
 */
@ConfigurationProperties("weir.ingest.in-flight")
record InFlightSettings(@DefaultValue("192MB") DataSize bytes) {

    private static final DataSize LEAST = DataSize.ofMegabytes(1);
    private static final DataSize MOST = DataSize.ofGigabytes(64);

    /** @throws IllegalArgumentException that names the setting whose value cannot be */
    InFlightSettings {
        if (bytes.compareTo(LEAST) < 0 || bytes.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("weir.ingest.in-flight.bytes must be 1MB to 64GB, not " + bytes);
        }
    }
}
