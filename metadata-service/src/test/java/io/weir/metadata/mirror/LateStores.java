package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.storage.LocalObjects;
import io.weir.delta.storage.StoredFolders;
import io.weir.metadata.storage.ObjectStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Real files behind a store that does one write in its own time, whatever became of whoever asked for it. */
final class LateStores implements ObjectStores {

    private final AtomicReference<@Nullable LateWrite> next = new AtomicReference<>();

    /** What the write comes to. */
    private interface Deed {
        @Nullable
        Object run() throws Throwable;
    }

    /** What is told to whoever asks for the write. */
    private enum Told {
        NOTHING_YET,
        THAT_IT_FAILED,
        WHAT_A_SECOND_ATTEMPT_FINDS
    }

    /** A write that is asked for at some time, and done when the test says so. */
    final class LateWrite {

        private final String wanted;
        private final Told told;
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch begin = new CountDownLatch(1);
        private volatile Deed deed = () -> null;

        private LateWrite(String wanted, Told told) {
            this.wanted = wanted;
            this.told = told;
        }

        boolean isAsked() {
            return asked.getCount() == 0;
        }

        void awaitAsked() throws InterruptedException {
            assertThat(asked.await(1, TimeUnit.MINUTES))
                    .as("asked for " + wanted)
                    .isTrue();
        }

        /** Does it: at once, or in the thread that has waited for it. */
        void carryOut() throws Throwable {
            if (told == Told.THAT_IT_FAILED) {
                deed.run();
            }
            begin.countDown();
        }

        private @Nullable Object meet(String name, Deed work) throws Throwable {
            deed = work;
            asked.countDown();
            if (told == Told.THAT_IT_FAILED) {
                throw new IOException("no answer in time to the write of " + name);
            } else if (told == Told.NOTHING_YET) {
                begin.await();
            } else {
                work.run();
            }
            return work.run();
        }
    }

    /** Has the next write of an object whose name matches fail for whoever asks; it is done nevertheless, when that is said. */
    LateWrite failAndDoLate(String name) {
        return meetNext(name, Told.THAT_IT_FAILED);
    }

    /** Has whoever asks for the next write of an object whose name matches wait until it is said that it be done. */
    LateWrite stall(String name) {
        return meetNext(name, Told.NOTHING_YET);
    }

    /** Does the next write of an object whose name matches, loses the answer, and is asked again by its own client. */
    LateWrite loseAnswer(String name) {
        return meetNext(name, Told.WHAT_A_SECOND_ATTEMPT_FINDS);
    }

    private LateWrite meetNext(String name, Told told) {
        LateWrite write = new LateWrite(name, told);
        next.set(write);
        return write;
    }

    @Override
    public StoredFolders at(String location) {
        StoredFolders real = new LocalObjects(Path.of(location));
        return (StoredFolders) Proxy.newProxyInstance(
                StoredFolders.class.getClassLoader(),
                new Class<?>[] {StoredFolders.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    // One by one, so that each may be late.
                    case "putAllIfAbsent" -> InvocationHandler.invokeDefault(proxy, method, arguments);
                    case "putIfAbsent", "replace" -> write(real, method, arguments);
                    default -> invoke(real, method, arguments);
                });
    }

    private @Nullable Object write(StoredFolders real, Method method, Object[] arguments) throws Throwable {
        String name = (String) arguments[0];
        LateWrite late = next.getAndUpdate(write -> write != null && name.matches(write.wanted) ? null : write);
        if (late == null || !name.matches(late.wanted)) {
            return invoke(real, method, arguments);
        }
        if (method.getName().equals("replace")) {
            return late.meet(name, () -> invoke(real, method, arguments));
        }
        // Its file may be gone by then.
        byte[] content = arguments[1] instanceof Path file ? read(file) : (byte[]) arguments[1];
        return late.meet(name, () -> real.putIfAbsent(name, content));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static @Nullable Object invoke(StoredFolders real, Method method, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
