package io.weir.metadata.commit.jdbc;

import io.weir.delta.skipping.SortKey;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bounds of a file as PostgreSQL reads an array of bytes out of a text. */
final class KeyArrays {

    private KeyArrays() {}

    static String text(List<? extends @Nullable SortKey> keys) {
        StringBuilder array = new StringBuilder("{");
        for (SortKey key : keys) {
            array.append(array.length() == 1 ? "" : ",");
            if (key == null) {
                array.append("NULL");
            } else {
                array.append("\"\\\\x")
                        .append(HexFormat.of().formatHex(key.bytes()))
                        .append('"');
            }
        }
        return array.append('}').toString();
    }
}
