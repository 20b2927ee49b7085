package io.weir.ingest.decode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Whether a file of Avro is whole, and its parts as long as they say. Avro's own reader takes one that was cut off for one that
 * ends there; and a few bytes can claim to be followed by gigabytes, for which it would make room before it looks.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#object-container-files">files of Avro</a>
 */
public final class AvroFile {

    private static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final int MARKER_BYTES = 16;

    private final BinaryDecoder bytes;
    private final long length;

    private AvroFile(InputStream file, long length) {
        this.length = length;
        this.bytes = DecoderFactory.get().binaryDecoder(file, null);
    }

    /**
     * Reads a file, but for its values.
     *
     * @param length bytes that it has
     * @return how many values it says that it has
     * @throws IOException if it is no file of Avro, or not a whole one
     */
    public static long count(InputStream file, long length) throws IOException {
        try {
            return new AvroFile(file, length).walk();
        } catch (RuntimeException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
    }

    private long walk() throws IOException {
        byte[] magic = new byte[MAGIC.length];
        bytes.readFixed(magic, 0, magic.length);
        if (!Arrays.equals(MAGIC, magic)) {
            throw new IOException("it does not begin with Obj and 1");
        }
        for (long entries = bytes.readMapStart(); entries != 0; entries = bytes.mapNext()) {
            for (long entry = 0; entry < entries; entry++) {
                skip(bytes.readLong());
                skip(bytes.readLong());
            }
        }
        bytes.skipFixed(MARKER_BYTES);
        long values = 0;
        while (!bytes.isEnd()) {
            values += bytes.readLong();
            skip(bytes.readLong());
            bytes.skipFixed(MARKER_BYTES);
        }
        return values;
    }

    private void skip(long part) throws IOException {
        if (part < 0 || part > length || part > Integer.MAX_VALUE) {
            throw new IOException("a part of " + part + " bytes");
        }
        bytes.skipFixed((int) part);
    }
}
