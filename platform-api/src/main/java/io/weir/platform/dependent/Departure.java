package io.weir.platform.dependent;

import io.weir.support.access.Remover;
import io.weir.support.identity.Identity;
import org.jspecify.annotations.Nullable;

/**
 * How a thing goes.
 *
 * @param known the users that its remover may know of
 * @param cascade who answers for the users' going, too; null where there must be none
 */
public record Departure(Known known, @Nullable Cascade cascade) {

    /** What a caller asks for who wants the users to go, too. */
    public static final String CASCADE =
            "Whether its users go, too, and theirs: pipelines, which are stopped before, relations and views; needs MANAGE on each"
                    + " of them";

    /**
     * That the users are to go, too.
     *
     * @param caller whose word it is; null where nobody has to say who they are
     */
    public record Cascade(Remover remover, @Nullable Identity caller) {}

    /** Without its users. */
    public static Departure alone(Known known) {
        return new Departure(known, null);
    }

    /** As a caller asks for it. */
    public static Departure of(Remover remover, @Nullable Identity caller, @Nullable Boolean cascade) {
        Known known = user -> remover.knows(user.kind(), user.name(), user.owner());
        return Boolean.TRUE.equals(cascade) ? new Departure(known, new Cascade(remover, caller)) : alone(known);
    }
}
