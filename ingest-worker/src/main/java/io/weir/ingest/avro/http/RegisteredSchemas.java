package io.weir.ingest.avro.http;

import io.weir.ingest.avro.WriterSchema;
import io.weir.ingest.avro.WriterSchemas;
import io.weir.ingest.decode.UnreadableRecordException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The schemas of one registry, for one session. That there is none of an id is remembered for one batch only: it may be
 * registered any time.
 */
final class RegisteredSchemas implements WriterSchemas {

    private final SchemaAnswers registry;
    private final KnownSchemas known;

    /** Why there is none of an id. */
    private final Map<String, String> unknown = new LinkedHashMap<>();

    RegisteredSchemas(SchemaAnswers registry, KnownSchemas known) {
        this.registry = registry;
        this.known = known;
    }

    @Override
    public void begin() {
        unknown.clear();
    }

    @Override
    public WriterSchema find(String id) throws UnreadableRecordException {
        String address = registry.registry() + "#" + id;
        WriterSchema found = known.find(address);
        if (found == null) {
            refuseUnknown(id);
            found = ask(id);
            known.keep(address, found);
        }
        return found;
    }

    private void refuseUnknown(String id) throws UnreadableRecordException {
        String reason = unknown.get(id);
        if (reason != null) {
            throw new UnreadableRecordException(reason);
        }
    }

    private WriterSchema ask(String id) throws UnreadableRecordException {
        try {
            return registry.read(id);
        } catch (UnreadableRecordException refused) {
            unknown.put(id, refused.reason());
            throw refused;
        }
    }
}
