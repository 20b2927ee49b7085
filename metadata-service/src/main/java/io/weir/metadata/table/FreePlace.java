package io.weir.metadata.table;

import io.weir.metadata.MetadataProblem;
import io.weir.support.problem.ProblemException;

/** Whether a name and a place are nobody's. */
public final class FreePlace {

    private FreePlace() {}

    /** Holds back every other claim until the caller's transaction ends, so that it stays so. */
    public static void claim(Tables tables, String name, TableLocation location) {
        tables.holdClaims();
        require(tables, name, location);
    }

    /** Whether they are so now; nobody waits for it. */
    public static void require(Tables tables, String name, TableLocation location) {
        tables.claimant(name, location).ifPresent(claimant -> {
            if (claimant.name().equals(name) && claimant.live()) {
                throw new ProblemException(MetadataProblem.TABLE_EXISTS, "There is a table " + name + " already");
            }
            throw new ProblemException(
                    MetadataProblem.LOCATION_IN_USE,
                    "Table " + claimant.name() + (claimant.live() ? "" : ", which is dropped and not yet forgotten,")
                            + " lies at " + claimant.location());
        });
    }
}
