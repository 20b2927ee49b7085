package io.weir.lineage.object;

import org.jspecify.annotations.Nullable;

/** What an object must be for it to be replaced or removed. */
@FunctionalInterface
public interface ObjectPrecondition {

    /**
     * Looks at the object as it is.
     *
     * @param version as in {@link ObjectContent#version()}; null where there is no object
     * @throws io.weir.support.problem.ProblemException where it must stay as it is
     */
    void check(@Nullable String version);
}
