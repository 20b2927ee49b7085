package io.weir.ingest.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files of messages, as {@code protoc --include_imports --descriptor_set_out} writes them: each after those that it imports,
 * so that no import needs to be looked for, and none can be in a circle.
 */
public final class DescriptorSet {

    private static final Set<String> SYNTAXES = Set.of("", "proto2", "proto3");

    private final Map<String, FileDescriptorProto> own;
    private final Map<String, Descriptor> messages;

    private DescriptorSet(Map<String, FileDescriptorProto> own, Map<String, Descriptor> messages) {
        this.own = own;
        this.messages = messages;
    }

    /** Reads a set, all of it, and links it. */
    public static DescriptorSet parse(byte[] bytes) throws DescriptorsRefusedException {
        FileDescriptorSet set = read(bytes);
        Map<String, FileDescriptor> linked = new LinkedHashMap<>(WellKnownFiles.all());
        Map<String, FileDescriptorProto> own = new LinkedHashMap<>();
        Map<String, Descriptor> messages = new LinkedHashMap<>();
        for (FileDescriptorProto file : set.getFileList()) {
            if (own.put(file.getName(), file) != null) {
                throw new DescriptorsRefusedException("has the file " + file.getName() + " twice");
            }
            if (!WellKnownFiles.all().containsKey(file.getName())) {
                FileDescriptor built = link(file, linked);
                linked.put(file.getName(), built);
                built.getMessageTypes().forEach(message -> collect(message, messages));
            }
        }
        if (messages.isEmpty()) {
            throw new DescriptorsRefusedException("has no message");
        }
        return new DescriptorSet(own, messages);
    }

    private static FileDescriptorSet read(byte[] bytes) throws DescriptorsRefusedException {
        try {
            FileDescriptorSet set = FileDescriptorSet.parseFrom(bytes);
            if (!set.getUnknownFields().asMap().isEmpty() || set.getFileCount() == 0) {
                throw new DescriptorsRefusedException("is no FileDescriptorSet, or an empty one");
            }
            return set;
        } catch (InvalidProtocolBufferException unreadable) {
            throw new DescriptorsRefusedException("is no FileDescriptorSet: " + unreadable.getMessage());
        }
    }

    private static FileDescriptor link(FileDescriptorProto file, Map<String, FileDescriptor> before)
            throws DescriptorsRefusedException {
        if (!SYNTAXES.contains(file.getSyntax())) {
            throw new DescriptorsRefusedException(
                    "has the file " + file.getName() + " of syntax " + file.getSyntax() + ", not proto2 or proto3");
        }
        List<FileDescriptor> imports = new ArrayList<>();
        for (String imported : file.getDependencyList()) {
            FileDescriptor there = before.get(imported);
            if (there == null) {
                throw new DescriptorsRefusedException("has no file " + imported + " before " + file.getName()
                        + ", which imports it; protoc puts it there with --include_imports");
            }
            imports.add(there);
        }
        try {
            return FileDescriptor.buildFrom(WideFields.of(file), imports.toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException | IllegalArgumentException wrong) {
            throw new DescriptorsRefusedException(
                    "has a file " + file.getName() + " that cannot be: " + wrong.getMessage());
        }
    }

    private static void collect(Descriptor message, Map<String, Descriptor> messages) {
        if (!message.getOptions().getMapEntry()) {
            messages.put(message.getFullName(), message);
            message.getNestedTypes().forEach(nested -> collect(nested, messages));
        }
    }

    /** Full names of the messages that records can be, in order. */
    public List<String> messages() {
        return messages.keySet().stream().sorted().toList();
    }

    /** The message of a full name. */
    public Optional<MessageType> message(String name) throws DescriptorsRefusedException {
        Descriptor found = messages.get(name);
        return found == null ? Optional.empty() : Optional.of(MessageType.of(found));
    }

    /** What the message of a name needs of this set, without comments: equal bytes for equal sets. */
    public byte[] needed(String name) {
        Set<String> files = new LinkedHashSet<>();
        Optional.ofNullable(messages.get(name)).ifPresent(message -> reach(message.getFile(), files));
        FileDescriptorSet.Builder needed = FileDescriptorSet.newBuilder();
        // In the order in which they are here, which puts imports first.
        own.values().stream()
                .filter(file -> files.contains(file.getName()))
                .forEach(file ->
                        needed.addFile(file.toBuilder().clearSourceCodeInfo().build()));
        return needed.build().toByteArray();
    }

    private static void reach(FileDescriptor file, Set<String> files) {
        List<FileDescriptor> left = new ArrayList<>(List.of(file));
        while (!left.isEmpty()) {
            FileDescriptor next = left.remove(left.size() - 1);
            if (files.add(next.getName())) {
                Stream.of(next.getDependencies(), next.getPublicDependencies()).forEach(left::addAll);
            }
        }
    }
}
