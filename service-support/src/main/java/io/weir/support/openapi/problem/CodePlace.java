package io.weir.support.openapi.problem;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.springframework.asm.Type;

/**
 * A method in byte code.
 *
 * @param owner internal name of the class, as in {@code io/weir/Stores}
 * @param descriptor its parameters and result, as in {@code (I)V}
 */
record CodePlace(String owner, String name, String descriptor) {

    private static final String INITIALIZER = "<clinit>";
    private static final String CONSTRUCTOR = "<init>";

    static CodePlace of(Method method) {
        return new CodePlace(
                Type.getInternalName(method.getDeclaringClass()), method.getName(), Type.getMethodDescriptor(method));
    }

    static CodePlace of(Constructor<?> constructor) {
        return new CodePlace(
                Type.getInternalName(constructor.getDeclaringClass()),
                CONSTRUCTOR,
                Type.getConstructorDescriptor(constructor));
    }

    /** What a class does before its first constant is read. */
    static CodePlace initializer(String owner) {
        return new CodePlace(owner, INITIALIZER, "()V");
    }

    CodePlace in(String otherOwner) {
        return new CodePlace(otherOwner, name, descriptor);
    }

    /** Whether a subclass may have another one in its place. */
    boolean isOverridable() {
        return !name.startsWith("<");
    }

    /** On one line, without a blank: {@code io/weir/Stores.get(Ljava/lang/String;)V}. */
    @Override
    public String toString() {
        return owner + "." + name + descriptor;
    }
}
