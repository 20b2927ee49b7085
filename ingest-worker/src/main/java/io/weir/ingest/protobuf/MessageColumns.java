package io.weir.ingest.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.weir.ingest.decode.ListType;
import io.weir.ingest.decode.MapType;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What columns the messages of a type need. */
final class MessageColumns {

    /** Fields within fields: a few types that name each other twice have any number of them. */
    static final int MOST_FIELDS = 5_000;

    private static final ValueType TEXT = TypeNames.parse("VARCHAR");
    private static final ValueType TIME = TypeNames.parse("TIMESTAMP WITH TIME ZONE");

    /** Of eight bytes without a sign: more than BIGINT has. */
    private static final ValueType UNSIGNED = TypeNames.parse("DECIMAL(20,0)");

    /** Seconds: 315,576,000,000 at most, by their definition. */
    private static final ValueType DURATION = TypeNames.parse("DECIMAL(21,9)");

    /** Messages within which the one is that is looked at. */
    private final Set<Descriptor> open = new LinkedHashSet<>();

    private int fields;

    private MessageColumns() {}

    /** The columns of a message. */
    static StructType of(Descriptor message) throws DescriptorsRefusedException {
        if (message.getFields().isEmpty()) {
            throw new DescriptorsRefusedException("has no field in " + message.getFullName() + ", so it has no column");
        }
        return new MessageColumns().struct(message);
    }

    private StructType struct(Descriptor message) throws DescriptorsRefusedException {
        open.add(message);
        Map<String, ValueType> columns = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (FieldDescriptor field : message.getFields()) {
            if (!names.add(field.getName().toLowerCase(Locale.ROOT))) {
                throw new DescriptorsRefusedException(
                        "has two fields " + field.getFullName() + ", but for their case; columns cannot be told by it");
            }
            if (++fields > MOST_FIELDS) {
                throw new DescriptorsRefusedException(
                        "has more than " + MOST_FIELDS + " fields within fields in this message");
            }
            columns.put(field.getName(), type(field));
        }
        open.remove(message);
        return new StructType(columns);
    }

    private ValueType type(FieldDescriptor field) throws DescriptorsRefusedException {
        if (field.isMapField()) {
            return new MapType(single(field.getMessageType().findFieldByNumber(2)));
        }
        ValueType single = single(field);
        return field.isRepeated() ? new ListType(single) : single;
    }

    private ValueType single(FieldDescriptor field) throws DescriptorsRefusedException {
        return switch (field.getType()) {
            case BOOL -> TypeNames.parse("BOOLEAN");
            case FLOAT, DOUBLE -> TypeNames.parse("DOUBLE");
            case UINT64, FIXED64 -> UNSIGNED;
            case INT32, SINT32, SFIXED32, UINT32, FIXED32, INT64, SINT64, SFIXED64 -> TypeNames.parse("BIGINT");
            case STRING, BYTES, ENUM -> TEXT;
            case MESSAGE, GROUP -> message(field.getMessageType());
        };
    }

    /** A message within itself has no end of columns, so that it is text from there on, and so is one without fields. */
    private ValueType message(Descriptor message) throws DescriptorsRefusedException {
        if (WellKnownTypes.isTimestamp(message)) {
            return TIME;
        }
        if (WellKnownTypes.isDuration(message)) {
            return DURATION;
        }
        if (WellKnownTypes.isWrapper(message)) {
            return single(message.findFieldByNumber(1));
        }
        boolean text = Shapeless.is(message) || message.getFields().isEmpty() || open.contains(message);
        return text ? TEXT : struct(message);
    }
}
