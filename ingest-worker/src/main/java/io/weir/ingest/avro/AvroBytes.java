package io.weir.ingest.avro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryDecoder;

/**
 * The parts of a value that say how long they are.
 *
 * @param length bytes of the whole value
 */
record AvroBytes(BinaryDecoder decoder, int length) {

    byte[] bytes() throws IOException {
        return bytes(decoder.readLong());
    }

    byte[] bytes(long claimed) throws IOException {
        if (claimed < 0 || claimed > length) {
            throw new IOException("a part of " + claimed + " bytes");
        }
        byte[] bytes = new byte[(int) claimed];
        decoder.readFixed(bytes, 0, bytes.length);
        return bytes;
    }

    String text() throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes()))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new IOException("text that is not UTF-8", notText);
        }
    }

    /** Which of so many it is. */
    int index(int choices) throws IOException {
        int index = decoder.readInt();
        if (index < 0 || index >= choices) {
            throw new IOException("choice " + index + " of " + choices);
        }
        return index;
    }
}
