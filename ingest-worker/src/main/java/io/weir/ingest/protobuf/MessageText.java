package io.weir.ingest.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.weir.ingest.decode.BoundedBytes;
import java.io.IOException;
import java.util.Base64;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages as JSON, each field by its own name. A field that has no presence is there with what it is by default; any other
 * one that is not set is null, and so are the members of a oneof that are not chosen.
 */
final class MessageText {

    /** Of one record as JSON: two bytes can stand for a message with any number of fields. */
    static final int MOST_BYTES = 64 << 20;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final BoundedBytes written = new BoundedBytes(MOST_BYTES);

    /** A message as JSON, in UTF-8. */
    byte[] of(Message message) throws IOException {
        written.reset();
        try (JsonGenerator out = JSON.createGenerator(written)) {
            object(message, out);
        }
        return written.toByteArray();
    }

    private static void object(Message message, JsonGenerator out) throws IOException {
        requireOwnTypes(message);
        out.writeStartObject();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            out.writeName(field.getName());
            if (field.isMapField()) {
                map(message, field, out);
            } else if (field.isRepeated()) {
                list(message, field, out);
            } else if (field.hasPresence() && !message.hasField(field)) {
                out.writeNull();
            } else {
                single(field, message.getField(field), out);
            }
        }
        out.writeEndObject();
    }

    /**
     * A field that is known and is encoded as another type, Protobuf takes for one that is not known, and for not set. So it does with a
     * number that a closed enumeration of proto2 does not have, which is right.
     */
    private static void requireOwnTypes(Message message) throws IOException {
        for (int number : message.getUnknownFields().asMap().keySet()) {
            FieldDescriptor known = message.getDescriptorForType().findFieldByNumber(number);
            if (known != null && known.getType() != FieldDescriptor.Type.ENUM) {
                throw new IOException(
                        "its field " + known.getName() + " is encoded as another type than the descriptors say");
            }
        }
    }

    private static void list(Message message, FieldDescriptor field, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (int index = 0; index < message.getRepeatedFieldCount(field); index++) {
            single(field, message.getRepeatedField(field, index), out);
        }
        out.writeEndArray();
    }

    /** Of a key that is there twice the last one counts, as the encoding has it; the JSON must not have it twice. */
    private static void map(Message message, FieldDescriptor field, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Message entry : MapEntries.of(message, field)) {
            FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
            WideFields.require(key, entry.getField(key));
            out.writeName(MapEntries.key(entry));
            single(field.getMessageType().findFieldByNumber(2), MapEntries.value(entry), out);
        }
        out.writeEndObject();
    }

    private static void single(FieldDescriptor field, Object value, JsonGenerator out) throws IOException {
        WideFields.require(field, value);
        switch (field.getType()) {
            case BOOL -> out.writeBoolean((Boolean) value);
            case FLOAT -> out.writeNumber((Float) value);
            case DOUBLE -> out.writeNumber((Double) value);
            case UINT64, FIXED64 -> out.writeString(Long.toUnsignedString((Long) value));
            case UINT32, FIXED32 -> out.writeNumber(Integer.toUnsignedLong((Integer) value));
            case INT32, SINT32, SFIXED32 -> out.writeNumber((Integer) value);
            case INT64, SINT64, SFIXED64 -> out.writeNumber((Long) value);
            case STRING -> out.writeString((String) value);
            case BYTES -> out.writeString(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
            case ENUM -> enumeration((EnumValueDescriptor) value, out);
            case MESSAGE, GROUP -> message((Message) value, out);
        }
    }

    /** By its name; one that the descriptor does not have yet by its number. */
    private static void enumeration(EnumValueDescriptor value, JsonGenerator out) {
        boolean known = value.getIndex() >= 0;
        out.writeString(known ? value.getName() : Integer.toString(value.getNumber()));
    }

    private static void message(Message message, JsonGenerator out) throws IOException {
        Descriptor type = message.getDescriptorForType();
        if (WellKnownTypes.isTimestamp(type)) {
            out.writeString(WellKnownTypes.timestamp(message));
        } else if (WellKnownTypes.isDuration(type)) {
            out.writeString(WellKnownTypes.duration(message));
        } else if (WellKnownTypes.isWrapper(type)) {
            FieldDescriptor value = type.findFieldByNumber(1);
            single(value, message.getField(value), out);
        } else if (!Shapeless.write(message, out)) {
            object(message, out);
        }
    }
}
