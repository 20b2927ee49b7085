package io.weir.ingest.avro;

import io.weir.ingest.decode.UnreadableRecordException;
import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Whether the parts of a file are as long as they say. A few bytes can claim to be followed by gigabytes, for which Avro's
 * reader would make room before it looks.
 */
final class ContainerBounds {

    private static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final int MARKER_BYTES = 16;

    private final BinaryDecoder bytes;
    private final int length;

    private ContainerBounds(byte[] file) {
        this.length = file.length;
        this.bytes = DecoderFactory.get().binaryDecoder(file, null);
    }

    static void require(byte[] file) throws UnreadableRecordException {
        if (file.length < MAGIC.length || !java.util.Arrays.equals(MAGIC, 0, MAGIC.length, file, 0, MAGIC.length)) {
            throw new UnreadableRecordException("is no file of Avro: it does not begin with Obj and 1");
        }
        try {
            new ContainerBounds(file).walk();
        } catch (IOException | RuntimeException broken) {
            throw new UnreadableRecordException("is no whole file of Avro: " + AvroText.sentence(broken));
        }
    }

    private void walk() throws IOException {
        bytes.skipFixed(MAGIC.length);
        for (long entries = bytes.readMapStart(); entries != 0; entries = bytes.mapNext()) {
            for (long entry = 0; entry < entries; entry++) {
                skip(bytes.readLong());
                skip(bytes.readLong());
            }
        }
        bytes.skipFixed(MARKER_BYTES);
        while (!bytes.isEnd()) {
            bytes.readLong();
            skip(bytes.readLong());
            bytes.skipFixed(MARKER_BYTES);
        }
    }

    private void skip(long part) throws IOException {
        if (part < 0 || part > length) {
            throw new IOException("a part of " + part + " bytes");
        }
        bytes.skipFixed((int) part);
    }
}
