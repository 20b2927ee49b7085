package io.weir.ingest.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;

/**
 * Reads whole numbers of 32 bits as those of 64 that are encoded alike, and have the same column. A writer whose later descriptors say
 * {@code int64} sends what does not fit into an {@code int32}, and of that Protobuf would leave the upper bits out without a word.
 */
final class WideFields {

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
        }
    }
}
