package io.weir.ingest.bytecode;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A class that takes a step of {@link Steps} wherever it enters a method or goes back in one. */
final class MeteredCode extends ClassVisitor {

    private static final String STEPS = Type.getInternalName(Steps.class);

    private MeteredCode(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    static byte[] of(ClassReader reader) {
        ClassWriter writer = new ClassWriter(0);
        reader.accept(new MeteredCode(writer), 0);
        return writer.toByteArray();
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new Metered(super.visitMethod(access, name, descriptor, signature, exceptions));
    }

    private static final class Metered extends MethodVisitor {

        private final Set<Label> passed = new HashSet<>();

        Metered(@Nullable MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            step();
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            stepIfBack(label);
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
            stepIfBack(labels);
            stepIfBack(otherwise);
            super.visitTableSwitchInsn(min, max, otherwise, labels);
        }

        @Override
        public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
            stepIfBack(labels);
            stepIfBack(otherwise);
            super.visitLookupSwitchInsn(otherwise, keys, labels);
        }

        /** It takes nothing off the stack and puts nothing there, so that all else stays right. */
        private void stepIfBack(Label... labels) {
            for (Label label : labels) {
                if (passed.contains(label)) {
                    step();
                    return;
                }
            }
        }

        private void step() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, STEPS, "take", "()V", false);
        }
    }
}
