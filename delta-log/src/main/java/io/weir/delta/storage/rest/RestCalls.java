package io.weir.delta.storage.rest;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Makes calls, each three times at most; beyond that the mirror's own pauses take over, which hold no table meanwhile. */
public final class RestCalls {

    /** So often a call is made, at most. */
    public static final int ATTEMPTS = 3;

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** A megabyte takes no longer than this on a line that is worth to be called one. */
    private static final Duration MEGABYTE = Duration.ofSeconds(1);

    /** A file of any size may take long while it does come. */
    private static final Duration LONGEST = Duration.ofHours(2);

    private final HttpClient http;
    private final Duration timeout;

    /** @param timeout of an attempt; bytes that are sent are given time besides */
    public RestCalls(HttpClient http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    /** A call as it is made each time: signed anew, by what is secret then. */
    @FunctionalInterface
    public interface Signed {
        HttpRequest request() throws IOException;
    }

    private interface Attempt {
        RestAnswer make() throws IOException;
    }

    /**
     * The answer, whose bytes are all there.
     *
     * @param size bytes that are sent
     */
    public RestAnswer call(Signed call, long size) throws IOException {
        return repeated(() -> once(call, size));
    }

    /** As {@link #call}, with one attempt: for what is not to be done again before somebody has looked what became of it. */
    public RestAnswer once(Signed call, long size) throws IOException {
        Duration limit = timeout.plus(MEGABYTE.multipliedBy(size >> 20));
        HttpResponse<byte[]> response = send(call.request(), BodyHandlers.ofByteArray(), limit);
        return new RestAnswer(response.statusCode(), response.headers(), response.body());
    }

    /** As {@link #call}, with the bytes of what is done in a file. */
    public RestAnswer download(Signed call, Path target) throws IOException {
        return repeated(() -> {
            HttpResponse<Path> response =
                    send(call.request(), BodyHandlers.ofFile(target, CREATE, WRITE, TRUNCATE_EXISTING), LONGEST);
            RestAnswer done = new RestAnswer(response.statusCode(), response.headers(), new byte[0]);
            return done.isDone()
                    ? done
                    : new RestAnswer(response.statusCode(), response.headers(), Files.readAllBytes(target));
        });
    }

    private static RestAnswer repeated(Attempt attempt) throws IOException {
        for (int attempts = 1; ; attempts++) {
            try {
                RestAnswer answer = attempt.make();
                if (!answer.passes() || attempts == ATTEMPTS) {
                    return answer;
                }
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (IOException failed) {
                if (attempts == ATTEMPTS) {
                    throw failed;
                }
            }
            pause(attempts);
        }
    }

    /** Waits a little before the next attempt, longer each time. */
    public static void pause(int attempts) {
        LockSupport.parkNanos(PAUSE.multipliedBy(attempts).toNanos());
    }

    /** The client's own time-out ends with the answer's first bytes; this one covers all of them. */
    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler, Duration limit) throws IOException {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, handler);
        try {
            HttpResponse<T> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            requireWhole(response);
            return response;
        } catch (TimeoutException silent) {
            answer.cancel(true);
            throw new HttpTimeoutException("nothing came within " + limit);
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the call was stopped");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(String.valueOf(failed.getCause()), failed.getCause());
        }
    }

    /** Half of a log file would look like another writer's. */
    private static void requireWhole(HttpResponse<?> response) throws IOException {
        long expected = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        long found = response.body() instanceof byte[] bytes ? bytes.length : Files.size((Path) response.body());
        if (expected >= 0 && found != expected) {
            throw new IOException(expected - found + " bytes are missing at its end");
        }
    }
}
