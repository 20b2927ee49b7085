package io.weir.ingest.avro;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.Translation;
import io.weir.ingest.decode.UnreadableRecordException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes JSON of values of Avro, whichever way they name their schemas. */
final class AvroTranslation implements Translation {

    private final Framing framing;
    private final AvroText text = new AvroText();
    private StructType columns = StructType.EMPTY;

    /** Those whose columns are known; to compare whole schemas would cost more than to read a record. */
    private final Set<WriterSchema> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    AvroTranslation(Framing framing) {
        this.framing = framing;
    }

    @Override
    public void begin() {
        seen.clear();
        columns = StructType.EMPTY;
        framing.begin();
    }

    @Override
    public byte[] translate(byte[] payload, @Nullable String attributes) throws UnreadableRecordException {
        Framing.Framed framed = framing.open(payload, attributes);
        byte[] json = text.of(framed.schema().schema(), framed.bytes());
        if (seen.add(framed.schema())) {
            columns = columns.evolve(framed.schema().columns());
        }
        return json;
    }

    @Override
    public StructType columns() {
        return columns;
    }
}
