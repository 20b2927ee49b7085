package io.weir.ingest.source.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An open file, from one row on. */
interface FileRows extends AutoCloseable {

    /** Goes on to the next row; says whether there is one. */
    boolean next() throws IOException;

    /** The payload of the row; null of one without. */
    @Nullable
    ByteBuffer payload() throws IOException;

    /** What is known of the row besides, in an envelope with its payload. */
    ByteBuffer enveloped() throws IOException;

    @Override
    void close() throws IOException;
}
