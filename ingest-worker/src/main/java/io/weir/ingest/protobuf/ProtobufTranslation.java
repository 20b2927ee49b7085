package io.weir.ingest.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DynamicMessage;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.Translation;
import io.weir.ingest.decode.UnreadableRecordException;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes JSON of messages of one type. Fields that the type does not have yet are left out. */
public final class ProtobufTranslation implements Translation {

    private final MessageType type;
    private final MessageFraming framing;
    private final MessageText text = new MessageText();

    public ProtobufTranslation(MessageType type, MessageFraming framing) {
        this.type = type;
        this.framing = framing;
    }

    @Override
    public void begin() {
        // All that is known of the type is known from the beginning.
    }

    /** A record without bytes is a message, of which nothing is set. */
    @Override
    public byte[] translate(byte[] payload, @Nullable String attributes) throws UnreadableRecordException {
        CodedInputStream in = CodedInputStream.newInstance(payload);
        try {
            framing.skip(in, type.descriptor());
            DynamicMessage.Builder message = DynamicMessage.newBuilder(type.descriptor());
            message.mergeFrom(in);
            in.checkLastTagWas(0);
            return text.of(message.build());
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            throw new UnreadableRecordException("is no " + type.name() + ": " + sentence(broken));
        }
    }

    private static String sentence(Throwable broken) {
        String message = Objects.requireNonNullElse(broken.getMessage(), "it cannot be read");
        return message.lines().findFirst().orElse("it cannot be read");
    }

    @Override
    public StructType columns() {
        return type.columns();
    }
}
