package io.weir.support.access;

/** Which things of a kind a caller may know of. */
@FunctionalInterface
public interface Visible {

    /**
     * Whether a thing may be known.
     *
     * @param owner whose it is, as in {@code user:ann}
     */
    boolean test(String name, String owner);
}
