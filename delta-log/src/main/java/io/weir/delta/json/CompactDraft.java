package io.weir.delta.json;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link CompactObject} while it is read. */
final class CompactDraft {

    /** Up to so many fields they are looked through to see whether a name is there; more are found by their hashes. */
    private static final int FEW = 16;

    /** Room for so many fields is made at once for who has more than one: most objects of a commit have no more. */
    private static final int USUAL = 8;

    private static final String[] NO_NAMES = {};
    private static final Object[] NO_VALUES = {};
    private static final CompactObject EMPTY = new CompactObject(NO_NAMES, NO_VALUES);

    private String[] names = NO_NAMES;
    private Object[] values = NO_VALUES;
    private @Nullable Set<String> known;
    private int size;

    /** False if it is there already. */
    boolean add(String name, Object value) {
        if (isKnown(name)) {
            return false;
        }
        if (size == names.length) {
            int more = size == 0 ? 1 : Math.max(USUAL, 2 * size);
            names = Arrays.copyOf(names, more);
            values = Arrays.copyOf(values, more);
        }
        names[size] = name;
        values[size++] = value;
        return true;
    }

    private boolean isKnown(String name) {
        if (size >= FEW) {
            known = known == null ? new HashSet<>(Arrays.asList(names).subList(0, size)) : known;
            return !known.add(name);
        }
        for (int index = 0; index < size; index++) {
            if (names[index].equals(name)) {
                return true;
            }
        }
        return false;
    }

    CompactObject finished() {
        if (size == 0) {
            return EMPTY;
        }
        return size == names.length
                ? new CompactObject(names, values)
                : new CompactObject(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
    }
}
