package io.weir.metadata.storage;

import io.weir.delta.storage.StoredFolders;

/** Where tables' files lie. */
public interface ObjectStores {

    /** The objects below a table's location: an absolute path, or the {@link StorePlace#uri()} of a place. Calls nobody. */
    StoredFolders at(String location);
}
