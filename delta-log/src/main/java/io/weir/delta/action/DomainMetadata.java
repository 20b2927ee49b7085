package io.weir.delta.action;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;

/** Settings of one domain, such as clustering or row tracking; {@code removed} takes them away. */
public record DomainMetadata(String domain, String configuration, boolean removed, UnknownFields unknown)
        implements Action {

    public static final String KEY = "domainMetadata";

    /** Reads the body of the action. */
    public static DomainMetadata read(Fields fields) {
        return new DomainMetadata(
                fields.string("domain"), fields.string("configuration"), fields.bool("removed"), fields.unknown());
    }

    /** What takes it away. */
    public DomainMetadata asRemoved() {
        return new DomainMetadata(domain, configuration, true, unknown);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void writeFields(FieldWriter writer) {
        writer.string("domain", domain)
                .string("configuration", configuration)
                .bool("removed", removed)
                .unknown(unknown);
    }
}
