package io.weir.ingest.avro;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What numbers and bytes stand for, as text that DuckDB casts to the type of the column. */
final class LogicalText {

    private static final int UUID_BYTES = 16;
    private static final long MILLIS = 1_000;
    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000_000_000;

    private LogicalText() {}

    /** What a whole number stands for; null if it is nothing but a number. */
    static @Nullable String of(Schema schema, long value) {
        LogicalType logical = schema.getLogicalType();
        if (logical == null) {
            return null;
        }
        return switch (logical.getName()) {
            case "date" -> LocalDate.ofEpochDay(value).toString();
            case "time-millis" ->
                LocalTime.ofNanoOfDay(Math.multiplyExact(value, NANOS / MILLIS)).toString();
            case "time-micros" ->
                LocalTime.ofNanoOfDay(Math.multiplyExact(value, NANOS / MICROS)).toString();
            case "timestamp-millis" -> instant(value, MILLIS).toString();
            case "timestamp-micros" -> instant(value, MICROS).toString();
            case "timestamp-nanos" -> instant(value, NANOS).toString();
            case "local-timestamp-millis" -> local(instant(value, MILLIS));
            case "local-timestamp-micros" -> local(instant(value, MICROS));
            case "local-timestamp-nanos" -> local(instant(value, NANOS));
            default -> null;
        };
    }

    private static Instant instant(long value, long perSecond) {
        return Instant.ofEpochSecond(
                Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * (NANOS / perSecond));
    }

    private static String local(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC).toString();
    }

    /** Writes bytes as what they stand for: a decimal, a UUID, or themselves in Base64. */
    static void binary(Schema schema, byte[] bytes, JsonGenerator out) throws IOException {
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal decimal) {
            out.writeString(decimal(bytes, decimal));
        } else if (logical != null && logical.getName().equals("uuid") && bytes.length == UUID_BYTES) {
            ByteBuffer halves = ByteBuffer.wrap(bytes);
            out.writeString(new UUID(halves.getLong(), halves.getLong()).toString());
        } else {
            out.writeString(Base64.getEncoder().encodeToString(bytes));
        }
    }

    /** Of a scale that no column has it is written with an exponent: it could have any number of zeros. */
    private static String decimal(byte[] bytes, LogicalTypes.Decimal decimal) throws IOException {
        if (bytes.length == 0) {
            throw new IOException("a decimal without digits");
        }
        BigDecimal value = new BigDecimal(new BigInteger(bytes), decimal.getScale());
        return decimal.getPrecision() <= AvroColumns.MOST_DIGITS ? value.toPlainString() : value.toString();
    }
}
