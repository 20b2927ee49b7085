package io.weir.support.body;

/** Bodies that a service bounds where they go, or does not hold: its usual limit is not theirs. */
@FunctionalInterface
public interface BodiesElsewhere {

    /**
     * Whether the body of a request is one of them.
     *
     * @param path of the request, as it came in
     */
    boolean isFor(String path);
}
