package io.weir.lineage.openlineage;

import io.weir.support.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ids that order events. A UUID of version 8: 60 bits of microseconds since the year 1, 2 bits of rank (an end sorts
 * after what came before it in the same microsecond), 60 bits of the body's hash. Equal events have equal ids, so a
 * duplicate is seen by its key; {@link UUID#compareTo} and PostgreSQL order them alike.
 */
public final class EventIds {

    static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long RANK_SHIFT = 60;

    private EventIds() {}

    /**
     * The id of an event.
     *
     * @param body the event in canonical form
     */
    static UUID of(Instant time, @Nullable EventType type, String body) {
        long rank = type == null ? 0 : type.rank();
        byte[] hash = Sha256.of(body.getBytes(StandardCharsets.UTF_8));
        long tie = ByteBuffer.wrap(hash).getLong() >>> 4;
        return HashedKeys.version8(timeBits(time), (rank << RANK_SHIFT) | tie);
    }

    private static long timeBits(Instant time) {
        long micros = (time.getEpochSecond() - EARLIEST.getEpochSecond()) * MICROS_A_SECOND + time.getNano() / 1000;
        return (micros >>> 12 << 16) | (micros & 0xFFF);
    }

    /** The time of the event that has this id, to the microsecond. */
    public static Instant time(UUID id) {
        long most = id.getMostSignificantBits();
        long micros = (most >>> 16 << 12) | (most & 0xFFF);
        return EARLIEST.plus(micros, ChronoUnit.MICROS);
    }

    /** The least id that an event of this time can have; times out of range count as the nearest one within. */
    public static UUID first(Instant time) {
        return HashedKeys.version8(timeBits(within(time)), 0);
    }

    /** The time itself, or the nearest one that ids and the database can hold. */
    public static Instant within(Instant time) {
        return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    }

    /** An id below every event's own: what was only mentioned by that event gives way to what anybody says himself. */
    public static UUID hearsay(UUID id) {
        return new UUID(0x8000L, id.getLeastSignificantBits());
    }

    /** Whether this id is {@link #hearsay}. */
    public static boolean isHearsay(UUID id) {
        return id.getMostSignificantBits() == 0x8000L;
    }
}
