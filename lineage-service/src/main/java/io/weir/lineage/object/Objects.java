package io.weir.lineage.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects of any size, in constant memory. */
public interface Objects {

    /**
     * Stores an object whole or not at all, in place of one of the same name.
     *
     * @param sha256 that its bytes must have, in hex digits; null where the caller does not say
     */
    StoredObject store(ObjectName name, InputStream body, @Nullable String sha256) throws IOException;

    /** The file of an object. */
    Optional<Path> find(ObjectName name) throws IOException;

    /** Removes an object; false where there is none. */
    boolean remove(ObjectName name) throws IOException;
}
