package io.weir.ingest.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is in a map: each entry is a message of a key (1) and a value (2). */
final class MapEntries {

    private MapEntries() {}

    /** The last one of each key. */
    static Collection<Message> of(Message message, FieldDescriptor field) {
        Map<String, Message> last = new LinkedHashMap<>();
        for (int index = 0; index < message.getRepeatedFieldCount(field); index++) {
            Message entry = (Message) message.getRepeatedField(field, index);
            last.put(key(entry), entry);
        }
        return last.values();
    }

    /** As text, which the keys of JSON are. */
    static String key(Message entry) {
        FieldDescriptor key = entry.getDescriptorForType().findFieldByNumber(1);
        Object value = entry.getField(key);
        if (key.getType() == FieldDescriptor.Type.UINT64 || key.getType() == FieldDescriptor.Type.FIXED64) {
            return Long.toUnsignedString((Long) value);
        }
        if (key.getType() == FieldDescriptor.Type.UINT32 || key.getType() == FieldDescriptor.Type.FIXED32) {
            return Integer.toUnsignedString((Integer) value);
        }
        return String.valueOf(value);
    }

    static Object value(Message entry) {
        return entry.getField(entry.getDescriptorForType().findFieldByNumber(2));
    }
}
