package io.weir.ingest.pipeline;

import io.weir.ingest.decode.UnreadableRecordException;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.problem.FieldProblem;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is said of the schemas of records in Avro must keep. */
final class AvroRules {

    private static final int LONGEST_SCHEMA = 100_000;

    /** Of a schema that is no good, so many characters are repeated. */
    private static final int SHOWN = 200;

    private static final Pattern STORE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

    private final List<FieldProblem> problems;

    AvroRules(List<FieldProblem> problems) {
        this.problems = problems;
    }

    void check(@Nullable AvroOptions avro, RecordFormat format) {
        if (avro == null) {
            return;
        }
        if (format != RecordFormat.AVRO) {
            add("avro", "is of no use without format AVRO", format.name(), "nothing, or format AVRO");
            return;
        }
        registry("registry", avro.registry(), StoreAddress.SCHEMA_REGISTRY, avro.schema() == null);
        boolean alone = avro.schema() == null && avro.registry() == null;
        registry("azureRegistry", avro.azureRegistry(), StoreAddress.AZURE_SCHEMA_REGISTRY, alone);
        if (avro.schema() != null) {
            schema(avro.schema());
        }
    }

    private void registry(String name, @Nullable String store, String kind, boolean alone) {
        if (store != null && !alone) {
            add("avro." + name, "is of no use beside another one", store, "a schema, a registry, or neither");
        }
        if (store != null && !STORE.matcher(store).matches()) {
            add("avro." + name, "cannot be a store", store, "the name of a store of kind " + kind);
        }
    }

    private void schema(String schema) {
        if (schema.length() > LONGEST_SCHEMA) {
            add("avro.schema", "is too long", Integer.toString(schema.length()), "at most " + LONGEST_SCHEMA);
            return;
        }
        try {
            FormatRules.schema("avro.schema", AvroOptions.read(schema).columns(), problems);
        } catch (UnreadableRecordException unreadable) {
            add(
                    "avro.schema",
                    "cannot be used: " + unreadable.reason(),
                    schema.substring(0, Math.min(SHOWN, schema.length())),
                    "a record's schema of Avro as JSON text");
        }
    }

    private void add(String field, String message, @Nullable String found, String allowed) {
        problems.add(new FieldProblem(field, message, found, allowed));
    }
}
