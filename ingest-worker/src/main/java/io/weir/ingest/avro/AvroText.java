package io.weir.ingest.avro;

import io.weir.ingest.decode.BoundedBytes;
import io.weir.ingest.decode.UnreadableRecordException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values of Avro as JSON. No length that bytes claim is believed: a value may not be longer than what it is in, and its JSON
 * not longer than {@link #MOST_BYTES}, since a few bytes can stand for any number of nothings.
 */
final class AvroText {

    /** Of one record as JSON. */
    static final int MOST_BYTES = 64 << 20;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final BoundedBytes written = new BoundedBytes(MOST_BYTES);
    private @Nullable BinaryDecoder reused;

    /** A value as JSON, in UTF-8. */
    byte[] of(Schema schema, ByteBuffer bytes) throws UnreadableRecordException {
        written.reset();
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining(), reused);
        reused = decoder;
        AvroBytes in = new AvroBytes(decoder, bytes.remaining());
        try (JsonGenerator out = JSON.createGenerator(written)) {
            write(schema, in, out);
            if (!decoder.isEnd()) {
                throw new UnreadableRecordException(
                        "has bytes after its end, so it was written by another schema than it says");
            }
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            throw new UnreadableRecordException("is not what its schema says: " + sentence(broken));
        }
        return written.toByteArray();
    }

    /** The first line of what went wrong. */
    static String sentence(Throwable broken) {
        String message = Objects.requireNonNullElse(broken.getMessage(), "it ends too early");
        return message.lines().findFirst().orElse("it ends too early");
    }

    private static void write(Schema schema, AvroBytes in, JsonGenerator out) throws IOException {
        switch (schema.getType()) {
            case RECORD -> record(schema, in, out);
            case ARRAY -> array(schema.getElementType(), in, out);
            case MAP -> map(schema.getValueType(), in, out);
            case UNION -> write(schema.getTypes().get(in.index(schema.getTypes().size())), in, out);
            case ENUM ->
                out.writeString(schema.getEnumSymbols()
                        .get(in.index(schema.getEnumSymbols().size())));
            case NULL -> out.writeNull();
            case BOOLEAN -> out.writeBoolean(in.decoder().readBoolean());
            case FLOAT -> out.writeNumber(in.decoder().readFloat());
            case DOUBLE -> out.writeNumber(in.decoder().readDouble());
            case INT -> whole(schema, in.decoder().readInt(), out);
            case LONG -> whole(schema, in.decoder().readLong(), out);
            case STRING -> out.writeString(in.text());
            case BYTES -> LogicalText.binary(schema, in.bytes(), out);
            case FIXED -> LogicalText.binary(schema, in.bytes(schema.getFixedSize()), out);
        }
    }

    private static void whole(Schema schema, long value, JsonGenerator out) {
        String text = LogicalText.of(schema, value);
        if (text == null) {
            out.writeNumber(value);
        } else {
            out.writeString(text);
        }
    }

    private static void record(Schema schema, AvroBytes in, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Schema.Field field : schema.getFields()) {
            out.writeName(field.name());
            write(field.schema(), in, out);
        }
        out.writeEndObject();
    }

    private static void array(Schema element, AvroBytes in, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (long items = in.decoder().readArrayStart();
                items != 0;
                items = in.decoder().arrayNext()) {
            for (long item = 0; item < items; item++) {
                write(element, in, out);
            }
        }
        out.writeEndArray();
    }

    private static void map(Schema value, AvroBytes in, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (long items = in.decoder().readMapStart();
                items != 0;
                items = in.decoder().mapNext()) {
            for (long item = 0; item < items; item++) {
                out.writeName(in.text());
                write(value, in, out);
            }
        }
        out.writeEndObject();
    }
}
