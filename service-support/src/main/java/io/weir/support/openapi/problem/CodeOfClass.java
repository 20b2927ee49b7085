package io.weir.support.openapi.problem;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;

/** What the methods of a class call, and which constants they read. */
final class CodeOfClass extends ClassVisitor {

    /**
     * What a method does. Lambdas count as called where they are made.
     *
     * @param constants that it reads, by their class
     */
    record Body(Set<CodePlace> calls, Set<Constant> constants) {}

    /** @param owner internal name of the class that has it */
    record Constant(String owner, String name) {}

    private final Map<CodePlace, Body> bodies = new HashMap<>();
    private final Set<String> annotations = new HashSet<>();
    private String name = "";
    private List<String> parents = List.of();

    private CodeOfClass() {
        super(SpringAsmInfo.ASM_VERSION);
    }

    static CodeOfClass read(byte[] file) {
        CodeOfClass code = new CodeOfClass();
        new ClassReader(file).accept(code, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return code;
    }

    String name() {
        return name;
    }

    /** Descriptors of the annotations that it has itself. */
    Set<String> annotations() {
        return annotations;
    }

    /** The superclass and the interfaces. */
    List<String> parents() {
        return parents;
    }

    /** What a method of this very class does; null where it has none of it, or one without a body. */
    @Nullable
    Body body(CodePlace method) {
        return bodies.get(method);
    }

    @Override
    public void visit(int version, int access, String named, String signature, String parent, String[] interfaces) {
        name = named;
        parents =
                Stream.concat(Stream.ofNullable(parent), Stream.of(interfaces)).toList();
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        annotations.add(descriptor);
        return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String named, String descriptor, String signature, String[] exceptions) {
        if ((access & Opcodes.ACC_ABSTRACT) != 0) {
            return null;
        }
        Body body = new Body(new LinkedHashSet<>(), new LinkedHashSet<>());
        bodies.put(new CodePlace(name, named, descriptor), body);
        return new BodyReader(body);
    }

    private static final class BodyReader extends MethodVisitor {

        private final Body body;

        BodyReader(Body body) {
            super(SpringAsmInfo.ASM_VERSION);
            this.body = body;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if (opcode == Opcodes.GETSTATIC) {
                body.constants().add(new Constant(owner, name));
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            body.calls().add(new CodePlace(owner, name, descriptor));
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            Stream.of(arguments)
                    .filter(Handle.class::isInstance)
                    .map(Handle.class::cast)
                    .forEach(made -> body.calls().add(new CodePlace(made.getOwner(), made.getName(), made.getDesc())));
        }
    }
}
