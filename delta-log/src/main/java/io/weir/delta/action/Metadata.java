package io.weir.delta.action;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import io.weir.delta.schema.StructType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a table is: replaces the metadata before it as a whole.
 *
 * @param id the table's UUID, for all its life
 * @param schemaString the schema as a JSON text, see {@link StructType}
 * @param configuration the table's properties
 * @param createdTime milliseconds since the epoch
 */
public record Metadata(
        String id,
        @Nullable String name,
        @Nullable String description,
        Format format,
        String schemaString,
        List<String> partitionColumns,
        Map<String, String> configuration,
        @Nullable Long createdTime,
        UnknownFields unknown)
        implements Action {

    public static final String KEY = "metaData";

    public Metadata {
        partitionColumns = List.copyOf(partitionColumns);
        configuration = OrderedMaps.copyOfTexts(configuration);
    }

    /** Metadata of a new table. */
    public static Metadata of(
            String id,
            @Nullable String name,
            @Nullable String description,
            StructType schema,
            List<String> partitionColumns,
            Map<String, String> configuration,
            long createdTime) {
        return new Metadata(
                id,
                name,
                description,
                Format.PARQUET,
                schema.toJson(),
                partitionColumns,
                configuration,
                createdTime,
                UnknownFields.NONE);
    }

    /** Reads the body of the action. */
    public static Metadata read(Fields fields) {
        return new Metadata(
                fields.string("id"),
                fields.optionalString("name"),
                fields.optionalString("description"),
                Format.read(fields.object("format")),
                fields.string("schemaString"),
                fields.strings("partitionColumns"),
                fields.texts("configuration"),
                fields.optionalNumber("createdTime"),
                fields.unknown());
    }

    /** The schema, parsed anew at every call. */
    public StructType schema() {
        return StructType.parse(schemaString);
    }

    /** The same table with other properties. */
    public Metadata withConfiguration(Map<String, String> properties) {
        return new Metadata(
                id, name, description, format, schemaString, partitionColumns, properties, createdTime, unknown);
    }

    /** The same table with something else said of it, or nothing. */
    public Metadata withDescription(@Nullable String text) {
        return new Metadata(
                id, name, text, format, schemaString, partitionColumns, configuration, createdTime, unknown);
    }

    /** The same table with another schema. */
    public Metadata withSchema(StructType schema) {
        return new Metadata(
                id, name, description, format, schema.toJson(), partitionColumns, configuration, createdTime, unknown);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void writeFields(FieldWriter writer) {
        writer.string("id", id)
                .string("name", name)
                .string("description", description)
                .object("format", format::writeFields)
                .string("schemaString", schemaString)
                .strings("partitionColumns", partitionColumns)
                .stringMap("configuration", configuration)
                .number("createdTime", createdTime)
                .unknown(unknown);
    }
}
