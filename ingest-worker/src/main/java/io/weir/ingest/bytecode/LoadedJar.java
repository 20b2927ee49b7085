package io.weir.ingest.bytecode;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * The classes of a jar that was looked at, apart from everything else in the process: of Java they see what they may name, of
 * Weir and what it uses nothing.
 */
public final class LoadedJar extends ClassLoader {

    private static final String STEPS = Steps.class.getName();

    private final Map<String, byte[]> classes;

    public LoadedJar(JarContents contents) {
        super("function-source", ClassLoader.getPlatformClassLoader());
        this.classes = contents.classes();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] file = classes.get(name);
            if (file != null) {
                byte[] metered = MeteredCode.of(new ClassReader(file));
                return defineClass(name, metered, 0, metered.length);
            }
            if (name.equals(STEPS)) {
                return Steps.class;
            }
            if (!AllowedPlatform.knows(name.replace('.', '/'))) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    /** A method, to be called with as many values as it has parameters, none of them null. */
    public Call call(JavaMethod wanted) {
        try {
            for (Method method : loadClass(wanted.className()).getMethods()) {
                if (method.getName().equals(wanted.name()) && descriptor(method).equals(wanted.descriptor())) {
                    return new Call(handle(method));
                }
            }
        } catch (ClassNotFoundException | LinkageError broken) {
            throw new JavaCallException(wanted.signature() + " cannot be loaded: " + broken);
        }
        throw new JavaCallException(wanted.signature() + " is not there");
    }

    /** Reflection would make a class of its own for a method that is called often, whose loader is this one's child. */
    private static MethodHandle handle(Method method) {
        int parameters = method.getParameterCount();
        try {
            return MethodHandles.publicLookup()
                    .unreflect(method)
                    .asType(MethodType.genericMethodType(parameters))
                    .asSpreader(Object[].class, parameters);
        } catch (IllegalAccessException closed) {
            throw new JavaCallException(method + " cannot be called: " + closed.getMessage());
        }
    }

    private static String descriptor(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
    }

    /** A method that can be called from any thread. */
    public static final class Call {

        private final MethodHandle method;

        private Call(MethodHandle method) {
            this.method = method;
        }

        /**
         * Calls it.
         *
         * @throws JavaCallException for whatever it throws, errors too: none of them is this process's own
         */
        public @Nullable Object with(Object[] values) {
            Steps.begin();
            try {
                return method.invokeExact(values);
            } catch (Throwable thrown) {
                throw new JavaCallException(words(thrown));
            }
        }

        /** What an exception says of itself is code of the jar, too. */
        private static String words(Throwable thrown) {
            String kind = thrown.getClass().getName();
            if (thrown instanceof Steps.EndlessCallError) {
                return String.valueOf(thrown.getMessage());
            }
            Steps.begin();
            try {
                String message = thrown.getMessage();
                return message == null ? kind : kind + ": " + message;
            } catch (RuntimeException | StackOverflowError | Steps.EndlessCallError mute) {
                return kind;
            }
        }
    }
}
