package io.weir.lineage.marquez.web;

import io.weir.lineage.marquez.MarquezReads;
import io.weir.support.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The offsets by which Marquez' readers page: as far as is counted. */
final class Offsets {

    private Offsets() {}

    static int passedOver(@Nullable Integer offset) {
        int passed = offset == null ? 0 : offset;
        if (passed < 0 || passed > MarquezReads.COUNTED) {
            throw ProblemException.invalid("offset", "is out of range", passed, "0 to " + MarquezReads.COUNTED);
        }
        return passed;
    }
}
