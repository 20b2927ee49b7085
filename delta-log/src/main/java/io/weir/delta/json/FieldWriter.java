package io.weir.delta.json;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Writes the fields of one JSON object in the order of the calls; a field whose value is null is left out. */
public final class FieldWriter {

    private final JsonGenerator json;

    public FieldWriter(JsonGenerator json) {
        this.json = json;
    }

    public FieldWriter string(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
        return this;
    }

    public FieldWriter number(String name, @Nullable Long value) {
        if (value != null) {
            json.writeNumberProperty(name, value.longValue());
        }
        return this;
    }

    public FieldWriter number(String name, @Nullable Integer value) {
        return number(name, value == null ? null : Long.valueOf(value));
    }

    public FieldWriter bool(String name, @Nullable Boolean value) {
        if (value != null) {
            json.writeBooleanProperty(name, value);
        }
        return this;
    }

    /** Values that are null are written as null: a partition value may be one. */
    public FieldWriter stringMap(String name, @Nullable Map<String, ? extends @Nullable String> values) {
        return values == null ? this : object(name, fields -> values.forEach(fields::stringOrNull));
    }

    public FieldWriter strings(String name, @Nullable List<String> values) {
        if (values != null) {
            json.writeName(name);
            json.writeStartArray();
            values.forEach(json::writeString);
            json.writeEndArray();
        }
        return this;
    }

    public FieldWriter node(String name, @Nullable JsonNode value) {
        if (value != null) {
            json.writeName(name);
            json.writeTree(value);
        }
        return this;
    }

    public FieldWriter object(String name, @Nullable Consumer<FieldWriter> fields) {
        if (fields != null) {
            json.writeName(name);
            json.writeStartObject();
            fields.accept(this);
            json.writeEndObject();
        }
        return this;
    }

    public FieldWriter unknown(UnknownFields fields) {
        fields.values().forEach(this::node);
        return this;
    }

    private void stringOrNull(String name, @Nullable String value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value);
        }
    }
}
