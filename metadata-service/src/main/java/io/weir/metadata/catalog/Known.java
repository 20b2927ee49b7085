package io.weir.metadata.catalog;

/** Which users of a schema somebody may know of. */
@FunctionalInterface
public interface Known {

    boolean test(User user);
}
