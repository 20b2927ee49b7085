package io.weir.metadata;

import io.weir.delta.storage.StoredFolders;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Real objects behind whatever a test does before or after each call. */
public final class InterceptedObjects {

    private InterceptedObjects() {}

    /** Makes the call. */
    public interface Call {
        Object make() throws Throwable;
    }

    /** What is done about a call of a method. */
    public interface Interception {
        Object of(String method, Call call) throws Throwable;
    }

    /** Stands for the end of the process: no code catches it, and the transaction is rolled back. */
    public static final class ProcessEnd extends Error {

        private static final long serialVersionUID = 1L;
    }

    public static StoredFolders of(StoredFolders real, Interception interception) {
        return (StoredFolders) Proxy.newProxyInstance(
                StoredFolders.class.getClassLoader(),
                new Class<?>[] {StoredFolders.class},
                (proxy, method, arguments) -> interception.of(method.getName(), () -> {
                    if (real.getClass()
                            .getMethod(method.getName(), method.getParameterTypes())
                            .isDefault()) {
                        // What it comes to is made of calls that are intercepted, too.
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
