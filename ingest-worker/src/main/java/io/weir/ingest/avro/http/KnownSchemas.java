package io.weir.ingest.avro.http;

import io.weir.ingest.avro.WriterSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schemas that were asked for: an id never has another one. Those that were not used for longest are forgotten. */
final class KnownSchemas {

    private static final int MOST = 1_000;

    private final Map<String, WriterSchema> schemas = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, WriterSchema> eldest) {
            return size() > MOST;
        }
    };

    @Nullable
    synchronized WriterSchema find(String address) {
        return schemas.get(address);
    }

    synchronized void keep(String address, WriterSchema schema) {
        schemas.put(address, schema);
    }
}
