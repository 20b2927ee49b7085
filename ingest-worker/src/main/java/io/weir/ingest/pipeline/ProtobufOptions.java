package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TranslatedFormat;
import io.weir.ingest.protobuf.DescriptorSet;
import io.weir.ingest.protobuf.DescriptorsRefusedException;
import io.weir.ingest.protobuf.MessageFraming;
import io.weir.ingest.protobuf.MessageType;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What messages the records in Protobuf are.
 *
 * @param source name of the descriptor source that has their type
 * @param message its full name
 * @param framing what is before the message in a record; nothing unless said otherwise
 * @param descriptors what the message needs of the source, as it was when the pipeline was last looked at, in Base64; empty
 *     where the source has no such message. Nobody can ask for it
 */
public record ProtobufOptions(
        @Nullable @Schema(example = "orders") String source,

        @Nullable @Schema(example = "shop.v1.Order") String message,

        @Nullable @Schema(example = "CONFLUENT") MessageFraming framing,

        @Nullable @Schema(hidden = true) String descriptors) {

    /** The same by other descriptors. */
    ProtobufOptions with(@Nullable String others) {
        return new ProtobufOptions(source, message, framing, others);
    }

    /** Without what nobody asked for. */
    public ProtobufOptions shown() {
        return with(null);
    }

    public MessageFraming framed() {
        return Objects.requireNonNullElse(framing, MessageFraming.NONE);
    }

    /** The type of all records; only after {@link FormatRules} found nothing. */
    public MessageType type() {
        try {
            return find().orElseThrow(() -> new IllegalStateException("a message that was looked at is not there"));
        } catch (DescriptorsRefusedException broken) {
            throw new IllegalStateException("descriptors that were looked at cannot be read", broken);
        }
    }

    /** The type of all records, if the descriptors have it. */
    Optional<MessageType> find() throws DescriptorsRefusedException {
        return descriptors == null || descriptors.isEmpty() || message == null
                ? Optional.empty()
                : DescriptorSet.parse(Base64.getDecoder().decode(descriptors)).message(message);
    }

    /** A format that can say its columns, but has nobody yet to read records. */
    TranslatedFormat format(StructType declared) {
        return new TranslatedFormat(declared.evolve(type().columns()), false, Optional.empty());
    }
}
