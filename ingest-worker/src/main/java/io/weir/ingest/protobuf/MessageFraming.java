package io.weir.ingest.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import io.weir.ingest.decode.UnreadableRecordException;
import java.io.IOException;
import java.util.List;

/** What is before a message in a record. */
public enum MessageFraming {
    /** Nothing. */
    NONE {
        @Override
        void skip(CodedInputStream in, Descriptor expected) {
            // There is nothing to skip.
        }
    },
    /** A zero, the number of a schema in a registry, and which message of it this is. */
    CONFLUENT {
        @Override
        void skip(CodedInputStream in, Descriptor expected) throws IOException, UnreadableRecordException {
            if (in.isAtEnd() || in.readRawByte() != 0) {
                throw new UnreadableRecordException(
                        "does not name its schema: it begins with no zero and the number of a schema");
            }
            in.skipRawBytes(Integer.BYTES);
            String named = message(in, expected);
            if (!named.equals(expected.getFullName())) {
                throw new UnreadableRecordException("is a " + named + ", no " + expected.getFullName());
            }
        }
    };

    /**
     * Reads what is before the message.
     *
     * @param expected what the message is read as
     */
    abstract void skip(CodedInputStream in, Descriptor expected) throws IOException, UnreadableRecordException;

    /**
     * The name of the message that indexes lead to, in the file of the one that is expected: how many there are, the one of
     * the file, then each within the one before; or a zero alone for the file's first.
     *
     * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">the
     *     wire format</a>
     */
    private static String message(CodedInputStream in, Descriptor expected) throws IOException {
        List<Descriptor> choices = expected.getFile().getMessageTypes();
        int indexes = in.readSInt32();
        Descriptor found = choice(choices, indexes == 0 ? 0 : in.readSInt32());
        for (int index = 1; index < indexes; index++) {
            found = choice(found.getNestedTypes(), in.readSInt32());
        }
        return found.getFullName();
    }

    private static Descriptor choice(List<Descriptor> choices, int index) throws IOException {
        if (index < 0 || index >= choices.size()) {
            throw new IOException("message " + index + " of " + choices.size());
        }
        return choices.get(index);
    }
}
