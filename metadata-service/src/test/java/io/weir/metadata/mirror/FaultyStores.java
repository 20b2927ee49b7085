package io.weir.metadata.mirror;

import io.weir.delta.storage.FolderPage;
import io.weir.delta.storage.LocalObjects;
import io.weir.delta.storage.NewObject;
import io.weir.delta.storage.ObjectPage;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.Puts;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObject;
import io.weir.metadata.storage.ObjectStores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real files behind a store that fails on demand: before a call, or after it, when the answer is lost. What was called
 * is written down.
 */
final class FaultyStores implements ObjectStores {

    /** Where a call breaks. */
    enum Fault {
        BEFORE,
        AFTER
    }

    /** In no name. */
    private static final String NOTHING = "\n";

    private final AtomicInteger untilFault = new AtomicInteger(Integer.MAX_VALUE);
    private final List<String> calls = new ArrayList<>();
    private final AtomicInteger mostListed = new AtomicInteger();
    private final AtomicInteger mostPut = new AtomicInteger();
    private volatile Fault fault = Fault.BEFORE;
    private volatile boolean dies;
    private volatile String faulty = NOTHING;
    private volatile String failing = NOTHING;

    /** Breaks the call that comes after {@code good} good ones, and then none. */
    void failAfter(int good, Fault where) {
        fault = where;
        dies = false;
        untilFault.set(good);
    }

    /** As {@link #failAfter}, but ends the step as the end of the process would: nothing is recorded. */
    void dieAfter(int good, Fault where) {
        failAfter(good, where);
        dies = true;
    }

    /** Has every call of an object whose place contains a text meet a fault that is not the store's, until {@link #relent()}. */
    void haveFault(String within) {
        faulty = within;
    }

    /** Has a call of this name fail each time, until {@link #relent()}. */
    void failAt(String call) {
        failing = call;
    }

    void relent() {
        faulty = NOTHING;
        failing = NOTHING;
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** How many objects one listing gave at most. */
    int mostListed() {
        return mostListed.get();
    }

    /** How many objects were put together at most. */
    int mostPut() {
        return mostPut.get();
    }

    synchronized void forget() {
        calls.clear();
        mostListed.set(0);
        mostPut.set(0);
    }

    @Override
    public StoredFolders at(String location) {
        return new Objects(location, new LocalObjects(Path.of(location)));
    }

    private interface Call<T> {
        T make() throws IOException;
    }

    private <T> T call(String name, Call<T> call) throws IOException {
        if (name.equals(failing)) {
            throw new IOException("the store broke at " + name);
        }
        boolean breaks = untilFault.getAndUpdate(
                        left -> left == Integer.MAX_VALUE ? left : left == 0 ? Integer.MAX_VALUE : left - 1)
                == 0;
        if (breaks && fault == Fault.BEFORE) {
            throw broken(name);
        }
        T result = call.make();
        synchronized (this) {
            calls.add(name);
        }
        if (breaks) {
            throw broken(name);
        }
        return result;
    }

    private IOException broken(String name) {
        if (dies) {
            throw new ProcessEnd(name);
        }
        return new IOException("the store broke at " + name);
    }

    /** Stands for the end of the process: no code of the step catches it, its transaction is rolled back. */
    static final class ProcessEnd extends Error {

        private static final long serialVersionUID = 1L;

        ProcessEnd(String name) {
            super("the process ended at " + name);
        }
    }

    private final class Objects implements StoredFolders {

        private final String location;
        private final StoredFolders real;

        Objects(String location, StoredFolders real) {
            this.location = location;
            this.real = real;
        }

        private <T> T call(String name, Call<T> call) throws IOException {
            if ((location + " " + name).contains(faulty)) {
                throw new IllegalStateException("a fault at " + name + " with \0 in it");
            }
            return FaultyStores.this.call(name, call);
        }

        @Override
        public PutOutcome putIfAbsent(String name, byte[] content) throws IOException {
            return call("put " + name, () -> real.putIfAbsent(name, content));
        }

        @Override
        public PutOutcome putIfAbsent(String name, Path content) throws IOException {
            return call("put " + name, () -> real.putIfAbsent(name, content));
        }

        /** One by one, so that each may fail. */
        @Override
        public Puts putAllIfAbsent(List<NewObject> all) {
            mostPut.accumulateAndGet(all.size(), Math::max);
            return StoredFolders.super.putAllIfAbsent(all);
        }

        @Override
        public Optional<byte[]> get(String name) throws IOException {
            return call("get " + name, () -> real.get(name));
        }

        @Override
        public List<StoredObject> listFrom(String name) throws IOException {
            List<StoredObject> listed = call("list " + name, () -> real.listFrom(name));
            mostListed.accumulateAndGet(listed.size(), Math::max);
            return listed;
        }

        @Override
        public List<StoredObject> listBeginning(String beginning) throws IOException {
            return call("list " + beginning, () -> real.listBeginning(beginning));
        }

        @Override
        public ObjectPage listAll(String from, int limit) throws IOException {
            return call("list all", () -> real.listAll(from, limit));
        }

        @Override
        public FolderPage listFolder(String beginning, String from, int limit) throws IOException {
            FolderPage page = call("list " + beginning, () -> real.listFolder(beginning, from, limit));
            mostListed.accumulateAndGet(page.objects().size(), Math::max);
            return page;
        }

        @Override
        public void replace(String name, byte[] content) throws IOException {
            call("replace " + name, () -> {
                real.replace(name, content);
                return name;
            });
        }

        @Override
        public void delete(String name) throws IOException {
            call("delete " + name, () -> {
                real.delete(name);
                return name;
            });
        }
    }
}
