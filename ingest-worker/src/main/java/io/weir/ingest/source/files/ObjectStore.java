package io.weir.ingest.source.files;

import io.weir.delta.storage.StoredFolders;
import java.util.function.Function;

/**
 * A store of objects, signed in to.
 *
 * @param uri of the folder that a store of the platform names, without a slash at its end
 * @param objects below a prefix, given from the root of all names
 * @param prefix of that folder; empty, or with a slash at its end
 * @param connection what is closed in the end
 */
record ObjectStore(String uri, Function<String, StoredFolders> objects, String prefix, Runnable connection) {

    /** The objects below a prefix in the folder. */
    StoredFolders below(String more) {
        return objects.apply(prefix + more);
    }

    void close() {
        connection.run();
    }
}
