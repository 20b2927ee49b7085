package io.weir.delta.action;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of row changes (change data feed) that a commit wrote. Never part of a checkpoint. */
public record AddCdcFile(
        String path,
        Map<String, @Nullable String> partitionValues,
        long size,
        boolean dataChange,
        @Nullable Map<String, @Nullable String> tags,
        UnknownFields unknown)
        implements Action {

    public static final String KEY = "cdc";

    public AddCdcFile {
        partitionValues = OrderedMaps.copy(partitionValues);
        tags = OrderedMaps.copyIfThere(tags);
    }

    static AddCdcFile read(Fields fields) {
        return new AddCdcFile(
                fields.string("path"),
                fields.stringMap("partitionValues"),
                fields.number("size"),
                fields.bool("dataChange"),
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
                .stringMap("partitionValues", partitionValues)
                .number("size", Long.valueOf(size))
                .bool("dataChange", dataChange)
                .stringMap("tags", tags)
                .unknown(unknown);
    }
}
