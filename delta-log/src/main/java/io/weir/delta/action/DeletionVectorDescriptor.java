package io.weir.delta.action;

import io.weir.delta.InvalidActionException;
import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a file that no longer count are listed.
 *
 * @param storageType {@code u} (relative to the table, by UUID), {@code p} (absolute path) or {@code i} (inline)
 * @param pathOrInlineDv the prefix and Base85 UUID, the path, or the Base85 bitmap itself
 * @param offset bytes before the vector in its file; absent when inline
 * @param sizeInBytes of the vector, before Base85
 * @param cardinality number of rows that it removes
 */
public record DeletionVectorDescriptor(
        String storageType,
        String pathOrInlineDv,
        @Nullable Integer offset,
        int sizeInBytes,
        long cardinality,
        UnknownFields unknown) {

    static @Nullable DeletionVectorDescriptor read(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        String storageType = fields.string("storageType");
        if (!storageType.equals("u") && !storageType.equals("p") && !storageType.equals("i")) {
            throw new InvalidActionException(
                    fields.path("storageType"), "is no storage type", storageType, "u, p or i");
        }
        return new DeletionVectorDescriptor(
                storageType,
                fields.string("pathOrInlineDv"),
                fields.optionalInteger("offset"),
                fields.integer("sizeInBytes"),
                fields.number("cardinality"),
                fields.unknown());
    }

    /** The protocol's identity of a vector: {@code storageType pathOrInlineDv[@offset]}, written together. */
    public String uniqueId() {
        return storageType + pathOrInlineDv + (offset == null ? "" : "@" + offset);
    }

    void writeFields(FieldWriter writer) {
        writer.string("storageType", storageType)
                .string("pathOrInlineDv", pathOrInlineDv)
                .number("offset", offset)
                .number("sizeInBytes", Long.valueOf(sizeInBytes))
                .number("cardinality", Long.valueOf(cardinality))
                .unknown(unknown);
    }
}
