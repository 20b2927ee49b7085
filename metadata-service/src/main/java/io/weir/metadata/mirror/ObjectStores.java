package io.weir.metadata.mirror;

import io.weir.delta.storage.StoredObjects;

/** Where tables' files lie. */
public interface ObjectStores {

    /** The objects below a table's location. */
    StoredObjects at(String location);
}
