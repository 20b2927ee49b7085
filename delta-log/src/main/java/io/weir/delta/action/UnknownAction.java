package io.weir.delta.action;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;

/** An action of a kind that this code does not know; readers must skip it, and it must not get lost. */
public record UnknownAction(String key, UnknownFields unknown) implements Action {

    static UnknownAction read(String key, Fields fields) {
        return new UnknownAction(key, fields.unknown());
    }

    @Override
    public void writeFields(FieldWriter writer) {
        writer.unknown(unknown);
    }
}
