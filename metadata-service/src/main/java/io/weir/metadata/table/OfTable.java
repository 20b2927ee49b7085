package io.weir.metadata.table;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An answer that is about one table. */
public interface OfTable {

    /** The table's id, which tells it from others that have or had its name; null where the answer is of before it was told. */
    @Nullable
    UUID tableId();
}
