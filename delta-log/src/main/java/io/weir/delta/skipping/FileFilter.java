package io.weir.delta.skipping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a file must be like to hold, perhaps, a row that a condition is true of. Two-valued, and true wherever something
 * is not known: a file that is kept in vain costs time, one that is left out in vain costs rows.
 */
public sealed interface FileFilter {

    FileFilter ALWAYS = new Constant(true);
    FileFilter NEVER = new Constant(false);

    /** Whether a file has to be read. */
    boolean keeps(FileBounds file);

    /** Every file, or none. */
    record Constant(boolean keep) implements FileFilter {
        @Override
        public boolean keeps(FileBounds file) {
            return keep;
        }
    }

    record AllOf(List<FileFilter> parts) implements FileFilter {
        @Override
        public boolean keeps(FileBounds file) {
            return parts.stream().allMatch(part -> part.keeps(file));
        }
    }

    record AnyOf(List<FileFilter> parts) implements FileFilter {
        @Override
        public boolean keeps(FileBounds file) {
            return parts.stream().anyMatch(part -> part.keeps(file));
        }
    }

    /** Something about one column. */
    sealed interface Test extends FileFilter {
        SkippingColumn column();

        int slot();
    }

    /** Its lowest value may be at most, or below, a key. */
    record Low(SkippingColumn column, int slot, SortKey key, boolean inclusive) implements Test {
        @Override
        public boolean keeps(FileBounds file) {
            SortKey low = file.low(slot);
            return low == null || low.compareTo(key) < (inclusive ? 1 : 0);
        }
    }

    /**
     * Its highest value may be at least, or above, a key.
     *
     * @param orNaN whether a NaN would do, which bounds do not tell of: then this test holds only beside one that no NaN
     *     passes
     */
    record High(SkippingColumn column, int slot, SortKey key, boolean inclusive, boolean orNaN) implements Test {
        @Override
        public boolean keeps(FileBounds file) {
            SortKey high = file.high(slot);
            return orNaN || high == null || high.compareTo(key) > (inclusive ? -1 : 0);
        }
    }

    /** Not all of its values are between two keys. */
    record NotWithin(SkippingColumn column, int slot, SortKey from, SortKey to) implements Test {
        @Override
        public boolean keeps(FileBounds file) {
            SortKey low = file.low(slot);
            SortKey high = file.high(slot);
            return low == null || high == null || low.compareTo(from) < 0 || high.compareTo(to) > 0;
        }
    }

    /** It may be null somewhere. */
    record MayBeNull(SkippingColumn column, int slot) implements Test {
        @Override
        public boolean keeps(FileBounds file) {
            return !file.hasNoNulls(slot);
        }
    }

    /** It may have a value somewhere. */
    record MayHaveValue(SkippingColumn column, int slot) implements Test {
        @Override
        public boolean keeps(FileBounds file) {
            return !file.hasOnlyNulls(slot);
        }
    }

    /** All of the parts, nested ones drawn up. */
    static FileFilter allOf(List<FileFilter> parts) {
        List<FileFilter> flat = new ArrayList<>();
        parts.forEach(part -> flat.addAll(part instanceof AllOf all ? all.parts() : List.of(part)));
        flat.removeIf(ALWAYS::equals);
        if (flat.contains(NEVER)) {
            return NEVER;
        }
        flat.replaceAll(part -> withoutNaN(part, flat));
        return flat.isEmpty() ? ALWAYS : flat.size() == 1 ? flat.get(0) : new AllOf(List.copyOf(flat));
    }

    /** No NaN is at most anything: beside such a test the bounds tell all. */
    private static FileFilter withoutNaN(FileFilter part, List<FileFilter> others) {
        return part instanceof High high
                        && high.orNaN()
                        && others.stream().anyMatch(other -> other instanceof Low low && low.slot() == high.slot())
                ? new High(high.column(), high.slot(), high.key(), high.inclusive(), false)
                : part;
    }

    static FileFilter anyOf(List<FileFilter> parts) {
        List<FileFilter> rest =
                parts.stream().filter(part -> !part.equals(NEVER)).toList();
        if (rest.contains(ALWAYS)) {
            return ALWAYS;
        }
        return rest.isEmpty() ? NEVER : rest.size() == 1 ? rest.get(0) : new AnyOf(rest);
    }

    /** This filter as far as it is about some columns; about the others every file is kept. */
    static FileFilter only(FileFilter filter, Predicate<SkippingColumn> wanted) {
        if (filter instanceof AllOf all) {
            return allOf(all.parts().stream().map(part -> only(part, wanted)).toList());
        }
        if (filter instanceof AnyOf any) {
            return anyOf(any.parts().stream().map(part -> only(part, wanted)).toList());
        }
        return filter instanceof Test test && !wanted.test(test.column()) ? ALWAYS : filter;
    }
}
