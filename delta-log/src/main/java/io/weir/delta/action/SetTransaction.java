package io.weir.delta.action;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import org.jspecify.annotations.Nullable;

/**
 * How far an application has come: lets it repeat a commit without doing it twice.
 *
 * @param lastUpdated milliseconds since the epoch
 */
public record SetTransaction(
        String appId, long version, @Nullable Long lastUpdated, UnknownFields unknown) implements Action {

    public static final String KEY = "txn";

    public static SetTransaction of(String appId, long version, @Nullable Long lastUpdated) {
        return new SetTransaction(appId, version, lastUpdated, UnknownFields.NONE);
    }

    /** Reads the body of the action. */
    public static SetTransaction read(Fields fields) {
        return new SetTransaction(
                fields.string("appId"),
                fields.number("version"),
                fields.optionalNumber("lastUpdated"),
                fields.unknown());
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void writeFields(FieldWriter writer) {
        writer.string("appId", appId)
                .number("version", Long.valueOf(version))
                .number("lastUpdated", lastUpdated)
                .unknown(unknown);
    }
}
