package io.weir.benchmarks.calls;

import io.weir.benchmarks.measure.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;

/** One long body after the other over one connection: an answer that is read to its end, or a request that is sent. */
public final class StreamLoad implements Trial {

    private static final int CHUNK = 1 << 16;
    private static final double NANOS = 1e9;

    private final String name;
    private final HttpRequest request;
    private final int times;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private long bytes = -1;

    private StreamLoad(String name, HttpRequest request, int times) {
        this.name = name;
        this.request = request;
        this.times = times;
    }

    /**
     * Answers that are read.
     *
     * @param signer adds to the request who makes it
     * @param times how many, one after the other
     */
    public static StreamLoad down(
            String name, URI address, String accept, Consumer<HttpRequest.Builder> signer, int times) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", accept);
        signer.accept(request);
        return new StreamLoad(name, request.build(), times);
    }

    /**
     * Requests that are sent.
     *
     * @param size bytes of each
     */
    public static StreamLoad up(String name, URI address, long size, Consumer<HttpRequest.Builder> signer, int times) {
        BodyPublisher body = BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new Zeros(size)), size);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).PUT(body);
        signer.accept(request);
        return new StreamLoad(name, request.build(), times);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double run() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (int time = 0; time < times; time++) {
            HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
            long read = read(answer.body());
            if (answer.statusCode() / 100 != 2 || (bytes >= 0 && bytes != read)) {
                throw new IllegalStateException(request.uri() + " gave " + answer.statusCode() + " with " + read
                        + " bytes, before it were " + bytes + ": the comparison is void");
            }
            bytes = read;
        }
        return (System.nanoTime() - begin) / NANOS;
    }

    /** Of one answer, as it was last read; all are as long. */
    public long bytes() {
        return bytes;
    }

    private static long read(InputStream answer) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long total = 0;
        try (answer) {
            for (int count = answer.read(chunk); count >= 0; count = answer.read(chunk)) {
                total += count;
            }
        }
        return total;
    }

    /** So many bytes that cost nothing to make. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            left -= count;
            return count;
        }
    }
}
