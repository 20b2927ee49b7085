package io.weir.metadata.commit;

import java.util.List;

/**
 * What a commit has read, and so what must not have changed meanwhile.
 *
 * @param wholeTable whether every file was read
 * @param predicates SQL predicates by which files were chosen; each could match any file, as far as is known here
 * @param files paths of the files that were read
 */
public record ReadSet(boolean wholeTable, List<String> predicates, List<String> files) {

    public static final ReadSet NOTHING = new ReadSet(false, List.of(), List.of());

    public boolean isNothing() {
        return !wholeTable && predicates.isEmpty() && files.isEmpty();
    }
}
