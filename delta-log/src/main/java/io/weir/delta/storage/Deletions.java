package io.weir.delta.storage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What became of objects that were to be deleted together.
 *
 * @param gone names of those that are not there any more; each of the others may be gone, too, if its answer was lost
 * @param failure why others were not deleted
 */
public record Deletions(List<String> gone, Optional<IOException> failure) {

    public Deletions {
        gone = List.copyOf(gone);
    }
}
