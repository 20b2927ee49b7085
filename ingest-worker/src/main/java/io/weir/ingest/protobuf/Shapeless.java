package io.weir.ingest.protobuf;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Messages that have any shape, which no column has: their columns are text, of the JSON that they stand for. */
final class Shapeless {

    private static final Set<Descriptor> TYPES =
            Set.of(Struct.getDescriptor(), Value.getDescriptor(), ListValue.getDescriptor(), Any.getDescriptor());

    private Shapeless() {}

    static boolean is(Descriptor message) {
        return TYPES.contains(message);
    }

    /** Writes one that is JSON itself; says whether it is one. */
    static boolean write(Message message, JsonGenerator out) {
        Descriptor type = message.getDescriptorForType();
        if (type.equals(Struct.getDescriptor())) {
            struct(message, out);
        } else if (type.equals(ListValue.getDescriptor())) {
            list(message, out);
        } else if (type.equals(Value.getDescriptor())) {
            value(message, out);
        } else {
            return false;
        }
        return true;
    }

    private static void struct(Message struct, JsonGenerator out) {
        out.writeStartObject();
        for (Message entry : MapEntries.of(struct, struct.getDescriptorForType().findFieldByNumber(1))) {
            out.writeName(MapEntries.key(entry));
            value((Message) MapEntries.value(entry), out);
        }
        out.writeEndObject();
    }

    private static void list(Message list, JsonGenerator out) {
        FieldDescriptor values = list.getDescriptorForType().findFieldByNumber(1);
        out.writeStartArray();
        for (int index = 0; index < list.getRepeatedFieldCount(values); index++) {
            value((Message) list.getRepeatedField(values, index), out);
        }
        out.writeEndArray();
    }

    private static void value(Message value, JsonGenerator out) {
        FieldDescriptor kind = value.getOneofFieldDescriptor(
                value.getDescriptorForType().getOneofs().get(0));
        if (kind == null) {
            out.writeNull();
            return;
        }
        Object found = value.getField(kind);
        switch (kind.getNumber()) {
            case Value.NUMBER_VALUE_FIELD_NUMBER -> out.writeNumber((Double) found);
            case Value.STRING_VALUE_FIELD_NUMBER -> out.writeString((String) found);
            case Value.BOOL_VALUE_FIELD_NUMBER -> out.writeBoolean((Boolean) found);
            case Value.STRUCT_VALUE_FIELD_NUMBER -> struct((Message) found, out);
            case Value.LIST_VALUE_FIELD_NUMBER -> list((Message) found, out);
            default -> out.writeNull();
        }
    }
}
