package io.weir.ingest.bytecode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What a class of a jar declares. */
final class ClassOutline extends ClassVisitor {

    private final ClassReader reader;
    private final Set<String> members = new HashSet<>();
    private final List<JavaMethod> methods = new ArrayList<>();
    private @Nullable String forbidden;

    ClassOutline(ClassReader reader) {
        super(Opcodes.ASM9);
        this.reader = reader;
        reader.accept(this, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    ClassReader reader() {
        return reader;
    }

    /** With slashes, as all names here. */
    String name() {
        return reader.getClassName();
    }

    String superclass() {
        return String.valueOf(reader.getSuperName());
    }

    List<String> interfaces() {
        return List.of(reader.getInterfaces());
    }

    boolean declares(String member, String descriptor) {
        return members.contains(member + " " + descriptor);
    }

    /** What SQL may call. */
    List<JavaMethod> methods() {
        return methods;
    }

    /** A method that no class may have: native code, and what the collector's thread would run. */
    Optional<String> forbidden() {
        return Optional.ofNullable(forbidden);
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        members.add(name + " " + descriptor);
        return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        members.add(name + " " + descriptor);
        if ((access & Opcodes.ACC_NATIVE) != 0 || (name.equals("finalize") && descriptor.equals("()V"))) {
            forbidden = name;
        }
        int callable = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        if ((reader.getAccess() & Opcodes.ACC_PUBLIC) != 0
                && (access & (callable | Opcodes.ACC_SYNTHETIC)) == callable) {
            offer(name, descriptor);
        }
        return null;
    }

    private void offer(String name, String descriptor) {
        List<JavaType> parameters = Stream.of(Type.getArgumentTypes(descriptor))
                .flatMap(type -> JavaType.of(type.getDescriptor()).stream())
                .toList();
        boolean whole = parameters.size() == Type.getArgumentTypes(descriptor).length
                && parameters.size() <= JavaMethod.MOST_PARAMETERS;
        JavaType.of(Type.getReturnType(descriptor).getDescriptor())
                .filter(returns -> whole)
                .ifPresent(returns ->
                        methods.add(new JavaMethod(name().replace('/', '.'), name, descriptor, parameters, returns)));
    }
}
