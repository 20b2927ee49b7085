package io.weir.delta.action;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of a V2 checkpoint's file actions. In checkpoints only; sizes in bytes, times in milliseconds. */
public record Sidecar(
        String path,
        long sizeInBytes,
        long modificationTime,
        @Nullable Map<String, @Nullable String> tags,
        UnknownFields unknown)
        implements Action {

    public static final String KEY = "sidecar";

    public Sidecar {
        tags = OrderedMaps.copyIfThere(tags);
    }

    static Sidecar read(Fields fields) {
        return new Sidecar(
                fields.string("path"),
                fields.number("sizeInBytes"),
                fields.number("modificationTime"),
                fields.optionalStringMap("tags"),
                fields.unknown());
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void writeFields(FieldWriter writer) {
        writer.string("path", path)
                .number("sizeInBytes", Long.valueOf(sizeInBytes))
                .number("modificationTime", Long.valueOf(modificationTime))
                .stringMap("tags", tags)
                .unknown(unknown);
    }
}
