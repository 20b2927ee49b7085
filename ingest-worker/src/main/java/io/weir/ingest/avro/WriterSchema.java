package io.weir.ingest.avro;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.UnreadableRecordException;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** A schema that records were written by, and the columns that they need. */
public record WriterSchema(Schema schema, StructType columns) {

    /** Of a schema as a file has it. */
    static WriterSchema of(Schema schema, String what) throws UnreadableRecordException {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new UnreadableRecordException(
                    what + " is of type " + schema.getType().getName() + ", and only records have columns");
        }
        return new WriterSchema(schema, AvroColumns.of(schema));
    }

    /**
     * Reads a schema's text.
     *
     * @param references what it refers to, in an order in which each comes after those that it refers to itself
     * @param what it is, to begin a sentence with
     */
    public static WriterSchema parse(String text, List<String> references, String what)
            throws UnreadableRecordException {
        try {
            Schema.Parser parser = new Schema.Parser();
            references.forEach(parser::parse);
            return of(parser.parse(text), what);
        } catch (AvroRuntimeException | StackOverflowError unreadable) {
            throw new UnreadableRecordException(what + " is no schema of Avro: " + firstLine(unreadable));
        }
    }

    private static String firstLine(Throwable unreadable) {
        return String.valueOf(unreadable.getMessage()).lines().findFirst().orElse("");
    }
}
