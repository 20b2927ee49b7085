package io.weir.metadata.table;

import io.weir.delta.action.Metadata;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How many versions lie between checkpoints, by a table's property. One that is no such number counts as absent: a table that
 * another writer made may have it.
 */
public final class CheckpointInterval {

    static final String PROPERTY = "delta.checkpointInterval";

    /** What a table can be given here. */
    static final Pattern ALLOWED = Pattern.compile("[1-9][0-9]{0,8}");

    private CheckpointInterval() {}

    /** What the table says; empty if it says nothing that is understood. */
    public static OptionalInt of(Metadata metadata) {
        String versions = metadata.configuration().get(PROPERTY);
        return versions != null && ALLOWED.matcher(versions).matches()
                ? OptionalInt.of(Integer.parseInt(versions))
                : OptionalInt.empty();
    }
}
