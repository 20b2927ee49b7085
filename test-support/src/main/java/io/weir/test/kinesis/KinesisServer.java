package io.weir.test.kinesis;

import com.sun.net.httpserver.HttpExchange;
import io.weir.test.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * A server with streams in memory: listings in pages, shards that are split, records that are put and read. It speaks CBOR, as the SDK
 * does. No signature is looked at, but for whose it is, if a test does by {@link #letIn}. Calls are written down, and can be met with faults.
 */
public final class KinesisServer implements AutoCloseable {

    private static final String TARGET = "Kinesis_20131202.";
    private static final String CBOR = "application/x-amz-cbor-1.1";
    private static final ObjectMapper MAPPER = new CBORMapper();

    private record Trap(String operation, Fault fault) {}

    private final ConcurrentLinkedDeque<Trap> traps = new ConcurrentLinkedDeque<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final KinesisStreams streams = new KinesisStreams();
    private volatile Predicate<String> welcome = authorization -> true;
    private final LoopbackServer server = new LoopbackServer("kinesis-server", this::serve);

    public URI endpoint() {
        return server.address();
    }

    /** What it says to a call. */
    record Answer(int status, Map<String, ?> body) {

        static Answer refused(int status, String code, String message) {
            return new Answer(status, Map.of("__type", code, "message", message));
        }
    }

    /** How it meets a call; done is what the call asks for, and only then. */
    @FunctionalInterface
    public interface Fault {

        /** Nothing is done, and an error is the answer. */
        static Fault refused(int status, String code, String message) {
            return deed -> Answer.refused(status, code, message);
        }

        /** It is done, and nobody is told. */
        static Fault lostReply() {
            return deed -> {
                deed.run();
                return null;
            };
        }

        /** Nothing is done and nothing is said until the latch opens; then the connection ends. */
        static Fault stalled(CountDownLatch until) {
            return deed -> {
                until.await();
                return null;
            };
        }

        /** Something happens first; then all goes on as usual. */
        static Fault preceded(Runnable event) {
            return deed -> {
                event.run();
                return deed.run();
            };
        }

        /** What a call asks for: done when it is run, and not before. */
        @FunctionalInterface
        interface Deed {
            Answer run();
        }

        /** Nothing where the connection ends. */
        @Nullable
        Answer meet(Deed deed) throws InterruptedException;
    }

    /** Meets the next call of an operation with a fault; set more than once, one call each. */
    public void meetNext(String operation, Fault fault) {
        traps.add(new Trap(operation, fault));
    }

    /** Makes a stream, as its owner would. */
    public void make(String stream, int shards) {
        streams.create(stream, shards);
    }

    /** Refuses so many of the records that are put next, as too many for their shards, and takes the others. */
    public void throttle(int records) {
        streams.throttle(records);
    }

    /** Lets in whose {@code Authorization} is as wanted and nobody else, until it is told otherwise. */
    public void letIn(Predicate<String> wanted) {
        welcome = wanted;
    }

    /** Names of the operations that were called since {@link #forget}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** Forgets what was called, and sets no fault any more that has not met its call. */
    public void forget() {
        calls.clear();
        traps.clear();
        streams.throttle(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String operation = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .replace(TARGET, "");
        calls.add(operation);
        JsonNode asked = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
        try {
            Answer answer = answer(exchange, operation, asked);
            if (answer != null) {
                byte[] body = MAPPER.writeValueAsBytes(answer.body());
                exchange.getResponseHeaders().set("Content-Type", CBOR);
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private @Nullable Answer answer(HttpExchange exchange, String operation, JsonNode asked)
            throws InterruptedException {
        if (!welcome.test(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))) {
            return Answer.refused(
                    400, "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        for (Trap trap : traps) {
            if (trap.operation().equals(operation) && traps.remove(trap)) {
                return trap.fault().meet(() -> streams.answer(operation, asked));
            }
        }
        return streams.answer(operation, asked);
    }

    @Override
    public void close() {
        server.close();
    }
}
