package io.weir.delta.action;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import java.util.Map;

/** The format of a table's data files; the protocol allows {@code parquet} only. */
public record Format(String provider, Map<String, String> options, UnknownFields unknown) {

    public static final Format PARQUET = new Format("parquet", Map.of(), UnknownFields.NONE);

    public Format {
        options = OrderedMaps.copyOfTexts(options);
    }

    static Format read(Fields fields) {
        return new Format(fields.string("provider"), fields.texts("options"), fields.unknown());
    }

    void writeFields(FieldWriter writer) {
        writer.string("provider", provider).stringMap("options", options).unknown(unknown);
    }
}
