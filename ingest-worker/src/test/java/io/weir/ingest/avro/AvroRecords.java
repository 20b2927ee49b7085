package io.weir.ingest.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Records as producers write them, by Avro's own writers. */
public final class AvroRecords {

    private AvroRecords() {}

    public static Schema schema(String text) {
        return new Schema.Parser().parse(text);
    }

    /** A record with some of its fields set. */
    public static GenericData.Record record(Schema schema, Consumer<GenericData.Record> fields) {
        GenericData.Record made = new GenericData.Record(schema);
        fields.accept(made);
        return made;
    }

    /** The value and nothing else. */
    public static byte[] bare(GenericData.Record value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<>(value.getSchema()).write(value, encoder);
            encoder.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return bytes.toByteArray();
    }

    /** The value after the number of its schema. */
    public static byte[] numbered(int id, GenericData.Record value) {
        byte[] bare = bare(value);
        return ByteBuffer.allocate(5 + bare.length)
                .put((byte) 0)
                .putInt(id)
                .put(bare)
                .array();
    }

    /** A file with these values. */
    public static byte[] file(CodecFactory codec, Schema schema, GenericData.Record... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<Object> file = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            file.setCodec(codec).create(schema, bytes);
            for (GenericData.Record value : values) {
                file.append(value);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return bytes.toByteArray();
    }
}
