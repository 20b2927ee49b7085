package io.weir.ingest.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;

/**
 * Reads whole numbers of 32 bits as those of 64 that are encoded alike, and have the same column. A writer whose later descriptors say
 * {@code int64} sends what does not fit into an {@code int32}, and of that Protobuf would leave the upper bits out without a word.
 *
 * <p>Those without a sign are read as if they had one, as their column does; a number that is negative then is larger than both.
 */
final class WideFields {

    /** Marks, among a field's options, one without a sign. Protobuf keeps the numbers below 1000 to itself, and has given this one to none. */
    private static final int UNSIGNED = 998;

    private static final UnknownFieldSet MARK = UnknownFieldSet.newBuilder()
            .addField(UNSIGNED, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();

    private WideFields() {}

    static FileDescriptorProto of(FileDescriptorProto file) {
        FileDescriptorProto.Builder wide = file.toBuilder();
        wide.getMessageTypeBuilderList().forEach(WideFields::widen);
        return wide.build();
    }

    private static void widen(DescriptorProto.Builder message) {
        message.getFieldBuilderList().forEach(WideFields::widen);
        message.getNestedTypeBuilderList().forEach(WideFields::widen);
    }

    private static void widen(FieldDescriptorProto.Builder field) {
        if (field.getType() == FieldDescriptorProto.Type.TYPE_INT32) {
            field.setType(FieldDescriptorProto.Type.TYPE_INT64);
        } else if (field.getType() == FieldDescriptorProto.Type.TYPE_SINT32) {
            field.setType(FieldDescriptorProto.Type.TYPE_SINT64);
        } else if (field.getType() == FieldDescriptorProto.Type.TYPE_UINT32) {
            field.setType(FieldDescriptorProto.Type.TYPE_INT64);
            field.getOptionsBuilder().mergeUnknownFields(MARK);
        }
    }

    /** Fails of a field that was none with a sign, and has a number that no column of it holds. */
    static void require(FieldDescriptor field, Object value) throws IOException {
        if (value instanceof Long number && number < 0 && isUnsigned(field)) {
            throw new IOException("its field " + field.getName() + " is " + Long.toUnsignedString(number)
                    + ", which is more than the column of a uint32 holds");
        }
    }

    private static boolean isUnsigned(FieldDescriptor field) {
        return field.toProto().getOptions().getUnknownFields().hasField(UNSIGNED);
    }
}
