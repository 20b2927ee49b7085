package io.weir.ingest.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import io.weir.ingest.decode.StructType;

/** A type of messages, and the columns that they need. */
public record MessageType(Descriptor descriptor, StructType columns) {

    static MessageType of(Descriptor descriptor) throws DescriptorsRefusedException {
        return new MessageType(descriptor, MessageColumns.of(descriptor));
    }

    /** As it is named by others. */
    public String name() {
        return descriptor.getFullName();
    }
}
