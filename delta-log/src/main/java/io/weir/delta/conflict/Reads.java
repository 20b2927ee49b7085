package io.weir.delta.conflict;

import java.util.List;
import java.util.Set;

/**
 * What a commit depends on.
 *
 * @param wholeTable whether it read everything
 * @param predicates SQL conditions of what it read, such as {@code region = 'eu' AND day = '2026-01-01'}
 * @param files paths of the files that it read
 * @param applications ids of applications whose transactions it looked at
 */
public record Reads(boolean wholeTable, List<String> predicates, Set<String> files, Set<String> applications) {

    /** Of a commit that depends on nothing. */
    public static final Reads NOTHING = new Reads(false, List.of(), Set.of(), Set.of());

    public static final Reads WHOLE_TABLE = new Reads(true, List.of(), Set.of(), Set.of());

    public Reads {
        predicates = List.copyOf(predicates);
        files = Set.copyOf(files);
        applications = Set.copyOf(applications);
    }

    /** Whether any row or file was read; looking at transactions does not count. */
    public boolean readsData() {
        return wholeTable || !predicates.isEmpty() || !files.isEmpty();
    }
}
