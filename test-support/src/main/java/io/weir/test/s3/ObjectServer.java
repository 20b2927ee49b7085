package io.weir.test.s3;

import com.sun.net.httpserver.HttpExchange;
import io.weir.test.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/**
 * A server with one bucket in memory: whole objects, listings in pages, and writes with the condition that nothing is there.
 * Calls are written down, and can be met with faults. What it speaks is for its kinds to say.
 */
public abstract class ObjectServer implements AutoCloseable {

    public static final String BUCKET = "weir-test";

    private record Trap(Predicate<Call> wanted, Fault fault) {}

    final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedDeque<Trap> traps = new ConcurrentLinkedDeque<>();
    private final List<String> calls = new ArrayList<>();
    private volatile String token = "";
    private volatile Predicate<Call> welcome = call -> true;

    // It answers before its kind is whole; nobody knows its address until then.
    @SuppressWarnings("this-escape")
    private final LoopbackServer server = new LoopbackServer("object-server", this::serve);

    public URI endpoint() {
        return server.address();
    }

    /** Meets the next call that is wanted with a fault; set more than once, one call each. */
    public void meetNext(Predicate<Call> wanted, Fault fault) {
        traps.add(new Trap(wanted, fault));
    }

    /** Whether every fault that was set has met its call. */
    public boolean hasMetAll() {
        return traps.isEmpty();
    }

    /** Sets no fault any more that has not met its call. */
    public void relent() {
        traps.clear();
    }

    private void serve(HttpExchange exchange) throws IOException {
        Call call = new Call(exchange, this::subject);
        synchronized (calls) {
            calls.add(call.toString());
        }
        try {
            Optional<Trap> trap = next(call);
            if (trap.isPresent()) {
                trap.get().fault().meet(call, () -> answer(call));
            } else {
                call.answer(answer(call));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private Optional<Trap> next(Call call) {
        for (Trap trap : traps) {
            if (trap.wanted().test(call) && traps.remove(trap)) {
                return Optional.of(trap);
            }
        }
        return Optional.empty();
    }

    /** Lets in who bears this token and nobody else; an empty one asks for none. */
    public void ask(String bearer) {
        token = bearer;
    }

    /** Lets in whose calls are as wanted and nobody else, until it is told otherwise. */
    public void letIn(Predicate<Call> wanted) {
        welcome = wanted;
    }

    boolean isWelcome(Call call) {
        return welcome.test(call);
    }

    boolean isStranger(Call call) {
        return !token.isEmpty() && !("Bearer " + token).equals(call.header("Authorization"));
    }

    /** What a call is about. */
    Call.Subject subject(String method, String path, Map<String, String> query) {
        return Call.byPath(method, path, query);
    }

    /** Does what a call asks for. */
    abstract Answer answer(Call call) throws IOException;

    /** The calls since {@link #forget}: {@code METHOD key}, with what kind of call it is where the method does not tell. */
    public List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    public void forget() {
        synchronized (calls) {
            calls.clear();
        }
    }

    public List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    public Optional<byte[]> object(String key) {
        return Optional.ofNullable(objects.get(key)).map(Stored::content);
    }

    /** Puts an object there as another writer would. */
    public void put(String key, byte[] content) {
        objects.put(key, Stored.now(content));
    }

    public void remove(String key) {
        objects.remove(key);
    }

    public void clear() {
        objects.clear();
    }

    /** Has an object look as if it had been written that long ago. */
    public void age(String key, Duration by) {
        objects.computeIfPresent(
                key,
                (name, stored) -> new Stored(stored.content(), stored.modified().minus(by)));
    }

    /** Copies what is below a prefix, which ends with a slash, into a folder. */
    public Path copy(String prefix, Path folder) throws IOException {
        for (var entry : objects.tailMap(prefix).entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                Path file = folder.resolve(entry.getKey().substring(prefix.length()));
                Files.createDirectories(file.getParent());
                Files.write(file, entry.getValue().content());
            }
        }
        return folder;
    }

    /** Puts every file of a folder below a prefix, which ends with a slash. */
    public void fill(String prefix, Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                put(prefix + folder.relativize(file), Files.readAllBytes(file));
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
