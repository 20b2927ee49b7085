package io.weir.lineage.object;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** What an object held when it was found. */
public interface ObjectContent {

    /** In bytes. */
    long size();

    Instant modifiedAt();

    /** Another one for other bytes; goes into a header as it is. */
    String version();

    /**
     * The bytes from this place on, as they are read: nothing is held.
     *
     * @param offset at most the size
     * @throws IOException also when the object is gone, or another took its place where that can be told
     */
    InputStream read(long offset) throws IOException;
}
