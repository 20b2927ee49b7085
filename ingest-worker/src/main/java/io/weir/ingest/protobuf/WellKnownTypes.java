package io.weir.ingest.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;

/**
 * Messages that stand for one value.
 *
 * @see <a href="https://protobuf.dev/reference/protobuf/google.protobuf/">what they may be</a>
 */
final class WellKnownTypes {

    private static final Set<Descriptor> WRAPPERS = WellKnownFiles.wrappers();

    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final int NANO_DIGITS = 9;
    private static final long FIRST_SECOND =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final long LONGEST_SECONDS = 315_576_000_000L;

    private WellKnownTypes() {}

    static boolean isTimestamp(Descriptor message) {
        return message.equals(Timestamp.getDescriptor());
    }

    static boolean isDuration(Descriptor message) {
        return message.equals(Duration.getDescriptor());
    }

    static boolean isWrapper(Descriptor message) {
        return WRAPPERS.contains(message);
    }

    /** A point in time, as DuckDB reads it. */
    static String timestamp(Message message) throws IOException {
        long seconds = seconds(message);
        int nanos = nanos(message);
        if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos >= NANOS_PER_SECOND) {
            throw new IOException("a Timestamp of " + seconds + " seconds and " + nanos + " nanoseconds");
        }
        return Instant.ofEpochSecond(seconds, nanos).toString();
    }

    /** Seconds, with nine digits after the point. */
    static String duration(Message message) throws IOException {
        long seconds = seconds(message);
        int nanos = nanos(message);
        boolean mixed = (seconds > 0 && nanos < 0) || (seconds < 0 && nanos > 0);
        if (mixed
                || seconds < -LONGEST_SECONDS
                || seconds > LONGEST_SECONDS
                || nanos <= -NANOS_PER_SECOND
                || nanos >= NANOS_PER_SECOND) {
            throw new IOException("a Duration of " + seconds + " seconds and " + nanos + " nanoseconds");
        }
        return BigDecimal.valueOf(seconds)
                .add(BigDecimal.valueOf(nanos, NANO_DIGITS))
                .toPlainString();
    }

    private static long seconds(Message message) {
        return (Long) message.getField(message.getDescriptorForType().findFieldByNumber(1));
    }

    private static int nanos(Message message) {
        return (Integer) message.getField(message.getDescriptorForType().findFieldByNumber(2));
    }
}
