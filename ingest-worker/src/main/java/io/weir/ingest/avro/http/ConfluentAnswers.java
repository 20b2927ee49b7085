package io.weir.ingest.avro.http;

import io.weir.ingest.avro.WriterSchema;
import io.weir.ingest.decode.UnreadableRecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A registry that speaks Confluent's protocol. */
final class ConfluentAnswers implements SchemaAnswers {

    /** Of schemas that one refers to, all together. */
    private static final int MOST_REFERENCES = 100;

    private final RegistryRequests registry;

    ConfluentAnswers(RegistryRequests registry) {
        this.registry = registry;
    }

    @Override
    public String registry() {
        return registry.url();
    }

    @Override
    public WriterSchema read(String id) throws UnreadableRecordException {
        Optional<JsonNode> answer = registry.get("/schemas/ids/" + id);
        if (answer.isEmpty()) {
            throw new UnreadableRecordException("names schema " + id + ", which the registry does not have");
        }
        JsonNode schema = answer.get();
        String kind = schema.path("schemaType").asString("AVRO");
        if (!kind.equals("AVRO")) {
            throw new UnreadableRecordException("names schema " + id + ", which is one of " + kind + ", not of AVRO");
        }
        Map<String, String> references = new LinkedHashMap<>();
        refer(schema, id, references);
        List<String> texts = new ArrayList<>(references.values());
        return WriterSchema.parse(text(schema, id), texts, "schema " + id);
    }

    /** Collects what a schema refers to, each after what it refers to itself. */
    private void refer(JsonNode schema, String id, Map<String, String> found) throws UnreadableRecordException {
        for (JsonNode reference : schema.path("references")) {
            String path = "/subjects/" + RegistryRequests.segment(text(reference.get("subject"))) + "/versions/"
                    + RegistryRequests.segment(text(reference.get("version")));
            if (found.containsKey(path)) {
                continue;
            }
            if (found.size() >= MOST_REFERENCES) {
                throw new UnreadableRecordException(
                        "names schema " + id + ", which refers to more than " + MOST_REFERENCES + " others");
            }
            JsonNode answer = registry.get(path)
                    .orElseThrow(() -> new UnreadableRecordException(
                            "names schema " + id + ", which refers to " + path + ", which the registry does not have"));
            refer(answer, id, found);
            found.put(path, text(answer, id));
        }
    }

    private static String text(JsonNode schema, String id) throws UnreadableRecordException {
        if (!schema.path("schema").isString()) {
            throw new UnreadableRecordException("names schema " + id + ", of which the registry tells no text");
        }
        return schema.path("schema").asString();
    }

    private static String text(@Nullable JsonNode value) {
        return value == null ? "" : value.asString("");
    }
}
