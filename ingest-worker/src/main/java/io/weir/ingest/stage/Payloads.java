package io.weir.ingest.stage;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes records one after the other, as a source hands them over. */
@FunctionalInterface
public interface Payloads {

    /**
     * Takes one record. Called for each one, so it must not allocate more than it keeps.
     *
     * @param sequence the record's position in its partition; greater than that of the record before
     * @param payload its bytes, of which position and limit may be changed; null for a tombstone
     */
    void add(int partition, long sequence, @Nullable ByteBuffer payload);
}
