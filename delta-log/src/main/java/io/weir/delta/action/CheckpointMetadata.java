package io.weir.delta.action;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says of a V2 checkpoint which version it is of. In checkpoints only. */
public record CheckpointMetadata(long version, @Nullable Map<String, @Nullable String> tags, UnknownFields unknown)
        implements Action {

    public static final String KEY = "checkpointMetadata";

    public CheckpointMetadata {
        tags = OrderedMaps.copyIfThere(tags);
    }

    static CheckpointMetadata read(Fields fields) {
        return new CheckpointMetadata(fields.number("version"), fields.optionalStringMap("tags"), fields.unknown());
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void writeFields(FieldWriter writer) {
        writer.number("version", Long.valueOf(version)).stringMap("tags", tags).unknown(unknown);
    }
}
