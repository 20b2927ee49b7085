package io.weir.delta.storage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What became of objects that were to be made together.
 *
 * @param outcomes of the first ones, in order; each of the others may be there, too, if its answer was lost
 * @param failure why there are no more of them, where the store failed
 */
public record Puts(List<PutOutcome> outcomes, Optional<IOException> failure) {

    public Puts {
        outcomes = List.copyOf(outcomes);
    }
}
