package io.weir.delta.conflict;

import io.weir.delta.InvalidActionException;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.FileStatistics;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.predicate.InvalidPredicateException;
import io.weir.delta.skipping.BoundsReader;
import io.weir.delta.skipping.FileFilter;
import io.weir.delta.skipping.FilterCompiler;
import io.weir.delta.skipping.SkippingColumns;
import io.weir.delta.skipping.Slots;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition on what was read, judged by files' partition values and statistics. What is not understood could be true of
 * any file: the answer errs towards a conflict, never towards a lost one.
 */
final class ReadPredicate {

    private final FileFilter filter;
    private final BoundsReader bounds;

    private ReadPredicate(FileFilter filter, BoundsReader bounds) {
        this.filter = filter;
        this.bounds = bounds;
    }

    static ReadPredicate parse(String predicate, Metadata metadata) {
        SkippingColumns columns = SkippingColumns.of(metadata);
        Slots slots = Slots.NONE.extendedBy(columns);
        return new ReadPredicate(filter(predicate, columns, slots), new BoundsReader(slots, columns));
    }

    private static FileFilter filter(String predicate, SkippingColumns columns, Slots slots) {
        try {
            return FilterCompiler.compile(predicate, columns, slots);
        } catch (InvalidPredicateException notUnderstood) {
            return FileFilter.ALWAYS;
        }
    }

    /** Whether a file that was added can hold a row that the condition is true of. */
    boolean canMatch(AddFile add) {
        return canMatch(add.partitionValues(), add.stats());
    }

    /** Whether a file that was removed could hold one. */
    boolean canMatch(RemoveFile remove) {
        return canMatch(remove.partitionValues(), remove.stats());
    }

    boolean canMatch(@Nullable Map<String, @Nullable String> partitionValues, @Nullable String stats) {
        return partitionValues == null || filter.keeps(bounds.read(partitionValues, statistics(stats)));
    }

    private static FileStatistics statistics(@Nullable String stats) {
        try {
            return FileStatistics.parse(stats, "stats");
        } catch (InvalidActionException unreadable) {
            return FileStatistics.parse(null, "stats");
        }
    }
}
