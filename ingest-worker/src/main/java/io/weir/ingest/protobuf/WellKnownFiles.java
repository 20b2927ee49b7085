package io.weir.ingest.protobuf;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that Protobuf comes with. They are these whatever a set brings under their names, so that types mean what they say. */
final class WellKnownFiles {

    private static final FileDescriptor WRAPPERS = wide(WrappersProto.getDescriptor());

    private static final Map<String, FileDescriptor> ALL = Stream.of(
                    AnyProto.getDescriptor(),
                    ApiProto.getDescriptor(),
                    DescriptorProtos.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    SourceContextProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    TypeProto.getDescriptor(),
                    WRAPPERS)
            .collect(Collectors.toUnmodifiableMap(FileDescriptor::getName, Function.identity()));

    private WellKnownFiles() {}

    /** The same with numbers of 64 bits, of a file that imports none. */
    private static FileDescriptor wide(FileDescriptor file) {
        try {
            return FileDescriptor.buildFrom(WideFields.of(file.toProto()), new FileDescriptor[0]);
        } catch (DescriptorValidationException impossible) {
            throw new IllegalStateException(file.getName() + " cannot be linked", impossible);
        }
    }

    /** The messages that stand for one value each. */
    static Set<Descriptor> wrappers() {
        return Set.copyOf(WRAPPERS.getMessageTypes());
    }

    /** By the names that other files import them by. */
    static Map<String, FileDescriptor> all() {
        return ALL;
    }
}
