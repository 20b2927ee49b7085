package io.weir.benchmarks.calls;

import io.weir.benchmarks.measure.Trial;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The same small call again and again, over connections that stay open. */
public final class CallLoad implements Trial {

    private static final int OK = 200;
    private static final double NANOS = 1e9;

    private final String name;
    private final URI address;
    private final Consumer<HttpRequest.Builder> signer;
    private final int callers;
    private final int calls;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * A load of one address.
     *
     * @param signer adds to each request who makes it
     * @param callers how many call at the same time
     * @param calls how many calls there are in all
     */
    public CallLoad(String name, URI address, Consumer<HttpRequest.Builder> signer, int callers, int calls) {
        this.name = name;
        this.address = address;
        this.signer = signer;
        this.callers = callers;
        this.calls = calls;
    }

    @Override
    public String name() {
        return name;
    }

    /** Calls as fast as answers come. */
    @Override
    public double run() throws Exception {
        AtomicInteger left = new AtomicInteger(calls);
        long begin = System.nanoTime();
        together(() -> {
            while (left.decrementAndGet() >= 0) {
                call();
            }
            return new long[0];
        });
        return (System.nanoTime() - begin) / NANOS;
    }

    /**
     * Calls at an even rate, whether or not answers keep up with it.
     *
     * @return nanoseconds from when each call was due until its answer was read, the least first
     */
    public long[] paced(double perSecond) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long begin = System.nanoTime();
        List<long[]> all = together(() -> {
            long[] took = new long[calls];
            int made = 0;
            for (int call = next.getAndIncrement(); call < calls; call = next.getAndIncrement()) {
                long due = begin + (long) (call * NANOS / perSecond);
                LockSupport.parkNanos(due - System.nanoTime());
                call();
                took[made++] = System.nanoTime() - due;
            }
            return Arrays.copyOf(took, made);
        });
        return all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    private List<long[]> together(Callable<long[]> work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<long[]> results = new ArrayList<>();
            for (Future<long[]> done : threads.invokeAll(java.util.Collections.nCopies(callers, work))) {
                results.add(done.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private void call() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        signer.accept(request);
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(address + " gave " + answer.statusCode() + ": " + answer.body());
        }
    }
}
