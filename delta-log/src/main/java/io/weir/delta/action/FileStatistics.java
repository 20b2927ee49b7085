package io.weir.delta.action;

import io.weir.delta.InvalidActionException;
import io.weir.delta.json.CompactObject;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.json.Fields;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a data file: what {@link AddFile#stats()} says as a text.
 *
 * @param numRecords rows in the file, those that a deletion vector takes away included
 * @param minValues by physical column name, nested as the schema is; an object
 * @param maxValues likewise; texts may be cut and rounded up
 * @param nullCount likewise
 * @param tightBounds whether the bounds are values that are there; absent counts as true
 */
public record FileStatistics(
        @Nullable Long numRecords,
        @Nullable CompactObject minValues,
        @Nullable CompactObject maxValues,
        @Nullable CompactObject nullCount,
        @Nullable Boolean tightBounds) {

    private static final FileStatistics NOTHING = new FileStatistics(null, null, null, null, null);

    /**
     * Reads statistics; an absent or empty text knows nothing.
     *
     * @param path what an error calls the text
     * @throws InvalidActionException if it is not an object, or one of its fields has the wrong type
     */
    public static FileStatistics parse(@Nullable String stats, String path) {
        if (stats == null || stats.isEmpty()) {
            return NOTHING;
        }
        Fields fields = Fields.of(DeltaJson.parseCompact(stats, path), path);
        Long numRecords = fields.optionalNumber("numRecords");
        if (numRecords != null && numRecords < 0) {
            throw new InvalidActionException(fields.path("numRecords"), "is negative", numRecords, "0 or more");
        }
        return new FileStatistics(
                numRecords,
                objectOf(fields, "minValues"),
                objectOf(fields, "maxValues"),
                objectOf(fields, "nullCount"),
                fields.optionalBool("tightBounds"));
    }

    private static @Nullable CompactObject objectOf(Fields fields, String name) {
        Fields object = fields.optionalObject(name);
        return object == null ? null : object.all();
    }
}
