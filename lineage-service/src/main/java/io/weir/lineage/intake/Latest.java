package io.weir.lineage.intake;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Least and greatest of event ids where null is "nobody said so". */
final class Latest {

    private Latest() {}

    static UUID least(UUID one, UUID other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    static UUID greatest(UUID one, UUID other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    static @Nullable UUID greatestOf(@Nullable UUID one, @Nullable UUID other) {
        return isLater(one, other) ? one : other;
    }

    /** Whether {@code one} was said, and not before {@code other}. */
    static boolean isLater(@Nullable UUID one, @Nullable UUID other) {
        return one != null && (other == null || one.compareTo(other) >= 0);
    }
}
