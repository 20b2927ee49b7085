package io.weir.metadata.table;

import io.weir.support.etag.EntityTags;
import io.weir.support.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Entity tags of tables. They are of whose a table is, who may write to it, and what it says of itself, its metadata, and not of its
 * version: commits of rows, of which there may be many in a second, do not stand against a change of a property. Cost: a hash of some
 * kilobytes.
 */
public final class TableTags {

    private TableTags() {}

    /** As {@link EntityTags} takes it. */
    public static long of(TableHead head) {
        String text = String.join("\n", head.owner(), head.mode().name(), head.metadata());
        return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8))).getLong();
    }
}
