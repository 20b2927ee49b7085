package io.weir.ingest.source.files;

import io.weir.ingest.decode.AvroFile;
import io.weir.ingest.source.Attributes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Events of a hub as Event Hubs Capture writes them.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-hubs/explore-captured-avro-files">captured files</a>
 */
final class CaptureRows implements FileRows {

    private static final String SEQUENCE = "SequenceNumber";
    private static final String OFFSET = "Offset";
    private static final String TIME = "EnqueuedTimeUtc";
    private static final String SYSTEM = "SystemProperties";
    private static final String PROPERTIES = "Properties";
    private static final String BODY = "Body";
    private static final DateTimeFormatter AMERICAN = DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US);

    private final DataFileReader<GenericRecord> file;
    private @Nullable GenericRecord event;

    private CaptureRows(DataFileReader<GenericRecord> file) {
        this.file = file;
    }

    private static DataFileReader<GenericRecord> read(Path path) throws IOException {
        DataFileReader<GenericRecord> file;
        try {
            file = new DataFileReader<>(path.toFile(), new GenericDatumReader<>());
        } catch (AvroRuntimeException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
        Schema schema = file.getSchema();
        boolean captured = schema.getType() == Schema.Type.RECORD
                && Stream.of(SEQUENCE, OFFSET, TIME, SYSTEM, PROPERTIES, BODY)
                        .allMatch(name -> schema.getField(name) != null);
        if (!captured) {
            file.close();
            throw new IOException("is no file of Event Hubs Capture: its records have not "
                    + List.of(SEQUENCE, OFFSET, TIME, SYSTEM, PROPERTIES, BODY));
        }
        return file;
    }

    static long count(Path path) throws IOException {
        read(path).close();
        try (InputStream bytes = Files.newInputStream(path)) {
            return AvroFile.count(bytes, Files.size(path));
        }
    }

    static CaptureRows open(Path path, long row) throws IOException {
        CaptureRows rows = new CaptureRows(read(path));
        long skipped = 0;
        while (skipped < row && rows.hasNext()) {
            long block = rows.file.getBlockCount();
            if (skipped + block <= row && block > 0) {
                rows.file.nextBlock();
                skipped += block;
            } else {
                rows.next();
                skipped++;
            }
        }
        return rows;
    }

    private boolean hasNext() throws IOException {
        try {
            return file.hasNext();
        } catch (AvroRuntimeException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
    }

    @Override
    public boolean next() throws IOException {
        if (!hasNext()) {
            return false;
        }
        try {
            event = file.next();
            return true;
        } catch (AvroRuntimeException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
    }

    @Override
    public @Nullable ByteBuffer payload() {
        return event().get(BODY) instanceof ByteBuffer body ? body.duplicate() : null;
    }

    @Override
    public ByteBuffer enveloped() {
        Map<String, @Nullable Object> system = plain(event().get(SYSTEM));
        system.put("offset", String.valueOf(event().get(OFFSET)));
        system.put("sequence-number", event().get(SEQUENCE));
        return Attributes.of(time(String.valueOf(event().get(TIME))), plain(event().get(PROPERTIES)), system)
                .envelop(payload());
    }

    private GenericRecord event() {
        return Objects.requireNonNull(event);
    }

    private static Map<String, @Nullable Object> plain(@Nullable Object properties) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        if (properties instanceof Map<?, ?> map) {
            map.forEach((name, value) -> plain.put(
                    String.valueOf(name),
                    value instanceof ByteBuffer bytes ? Base64.getEncoder().encodeToString(bytes(bytes)) : value));
        }
        return plain;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** Null where it is written in neither of the ways that were seen. */
    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException other) {
            return american(text);
        }
    }

    private static @Nullable Instant american(String text) {
        try {
            return LocalDateTime.parse(text, AMERICAN).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException unknown) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
