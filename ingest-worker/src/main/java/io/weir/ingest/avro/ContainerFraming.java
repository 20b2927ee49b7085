package io.weir.ingest.avro;

import io.weir.ingest.decode.AvroFile;
import io.weir.ingest.decode.UnreadableRecordException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.jspecify.annotations.Nullable;

/** A whole file of Avro in each record, its schema first, with one value in it. */
final class ContainerFraming implements Framing {

    private static final int MOST_SCHEMAS = 100;

    /** Producers write the same schema again and again. */
    private final Map<Schema, WriterSchema> known = new LinkedHashMap<>();

    @Override
    public Framed open(byte[] payload, @Nullable String attributes) throws UnreadableRecordException {
        try {
            return opened(payload, AvroFile.count(new ByteArrayInputStream(payload), payload.length));
        } catch (IOException | RuntimeException broken) {
            throw new UnreadableRecordException("is no whole file of Avro: " + AvroText.sentence(broken));
        }
    }

    private Framed opened(byte[] payload, long values) throws IOException, UnreadableRecordException {
        if (values != 1) {
            throw new UnreadableRecordException("is a file of Avro with " + values + " values in it, not one");
        }
        try (DataFileStream<Object> file =
                new DataFileStream<>(new ByteArrayInputStream(payload), new GenericDatumReader<>())) {
            WriterSchema schema = schema(file.getSchema());
            if (!file.hasNext()) {
                throw new IOException("its value is not there");
            }
            return new Framed(schema, file.nextBlock());
        }
    }

    private WriterSchema schema(Schema schema) throws UnreadableRecordException {
        WriterSchema found = known.get(schema);
        if (found == null) {
            if (known.size() >= MOST_SCHEMAS) {
                known.clear();
            }
            found = WriterSchema.of(schema, "its schema");
            known.put(schema, found);
        }
        return found;
    }
}
