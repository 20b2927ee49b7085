package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects go in and out as they are, and nowhere but into their buckets. */
class DatasetObjectTest {

    private static final String HELLO_SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final long MEGABYTE = 1024 * 1024;
    private static final long LARGE = 96 * MEGABYTE;
    /** What may be on its way: buffers of two sockets, of the client and of the service. */
    private static final long ON_THE_WAY = 24 * MEGABYTE;

    private static TestService service;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        service = new TestService("--weir.lineage.objects.folder=" + folder.resolve("objects"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anObjectIsStoredReadAndRemoved() throws IOException {
        var stored = put("/lake-1/jobs/a%20b/run.log", "hello");
        assertThat(stored.status()).isEqualTo(201);
        assertThat(stored.json().path("sha256").stringValue()).isEqualTo(HELLO_SHA256);
        assertThat(stored.json().path("object").stringValue()).isEqualTo("jobs/a b/run.log");
        assertThat(stored.json().path("size").longValue()).isEqualTo(5);
        assertThat(put("/lake-1/jobs/a%20b/run.log", "hello again").status()).isEqualTo(201);
        var read = get("/lake-1/jobs/a%20b/run.log");
        assertThat(read.text()).isEqualTo("hello again");
        assertThat(service.send(service.request("/api/v1/datasets/lake-1/jobs/a%20b/run.log")
                                .header("If-None-Match", read.headers().get("ETag"))
                                .GET())
                        .status())
                .isEqualTo(304);
        assertThat(delete("/lake-1/jobs/a%20b/run.log")).isEqualTo(204);
        assertThat(delete("/lake-1/jobs/a%20b/run.log")).isEqualTo(404);
        assertThat(get("/lake-1/jobs/a%20b/run.log").json().path("code").stringValue())
                .isEqualTo("object-not-found");
        assertThat(uploads()).isEmpty();
    }

    @Test
    void aPercentSignIsPartOfAName() {
        for (String name : List.of("50%25%20off", "a%2541", "%25")) {
            var stored = put("/lake-1/" + name, "hello");
            assertThat(stored.status()).isEqualTo(201);
            assertThat(stored.json().path("object").stringValue())
                    .isEqualTo(URLDecoder.decode(name, StandardCharsets.UTF_8));
            assertThat(get("/lake-1/" + name).text()).isEqualTo("hello");
        }
        assertThat(get("/lake-1/aA").status()).isEqualTo(404);
    }

    @Test
    void aRangeIsReadAlone() {
        put("/lake-1/range", "0123456789");
        var part = service.send(service.request("/api/v1/datasets/lake-1/range")
                .header("Range", "bytes=3-5")
                .GET());
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("345");
        assertThat(part.headers()).containsEntry("Content-Range", "bytes 3-5/10");
    }

    @Test
    void bytesThatAreNotThoseThatWereMeantAreNotKept() throws IOException {
        put("/lake-1/checked", "before");
        var refused = service.send(service.request("/api/v1/datasets/lake-1/checked")
                .header("X-Checksum-SHA256", HELLO_SHA256)
                .PUT(BodyPublishers.ofString("hellO")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(get("/lake-1/checked").text()).isEqualTo("before");
        assertThat(uploads()).isEmpty();
    }

    /** Whatever is neither on the disk nor in a buffer of the way would be in memory. */
    @Test
    void aLargeObjectIsOnTheDiskAsFastAsItComes() {
        AtomicLong furthestBehind = new AtomicLong();
        InputStream body = new Zeros(LARGE, sent -> furthestBehind.accumulateAndGet(sent - uploaded(), Math::max));
        var stored = service.send(
                service.request("/api/v1/datasets/lake-1/large").PUT(BodyPublishers.ofInputStream(() -> body)));
        assertThat(stored.status()).isEqualTo(201);
        assertThat(stored.json().path("size").longValue()).isEqualTo(LARGE);
        assertThat(furthestBehind.get()).isPositive().isLessThan(ON_THE_WAY);
        delete("/lake-1/large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lake-1/..%2F..%2Fetc",
                "/lake-1/a/..%2Fb",
                "/lake-1/a%2F%2Fb",
                "/lake-1/a%5Cb",
                "/lake-1/a%00b",
                "/lake-1/",
                "/..%2Fx/y",
                "/UPPER/y",
                "/.uploads/y",
                "/a/y"
            })
    void nothingLeadsOutOfABucket(String path) throws IOException {
        assertThat(put(path, "evil").status()).isIn(400, 404, 422);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
                    .doesNotContain("etc", "y");
        }
    }

    @Test
    void aLinkInABucketLeadsNowhere() throws IOException {
        put("/lake-1/real", "real");
        Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("objects/lake-1/link"), folder);
        Files.createSymbolicLink(folder.resolve("objects/lake-1/file"), folder.resolve("secret"));

        assertThat(get("/lake-1/link/secret").status()).isEqualTo(404);
        assertThat(get("/lake-1/file").status()).isEqualTo(404);
        assertThat(put("/lake-1/link/evil", "evil").status()).isEqualTo(409);
        assertThat(Files.exists(folder.resolve("evil"))).isFalse();
    }

    @Test
    void anObjectIsNoFolder() {
        put("/lake-1/leaf", "leaf");
        assertThat(put("/lake-1/leaf/below", "below").status()).isEqualTo(409);
        put("/lake-1/branch/leaf", "leaf");
        assertThat(put("/lake-1/branch", "branch").status()).isEqualTo(409);
    }

    private static TestService.Answer put(String path, String body) {
        return service.send(service.request("/api/v1/datasets" + path).PUT(BodyPublishers.ofString(body)));
    }

    private static TestService.Answer get(String path) {
        return service.get("/api/v1/datasets" + path);
    }

    private static int delete(String path) {
        return service.send(service.request("/api/v1/datasets" + path).DELETE()).status();
    }

    private static List<Path> uploads() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("objects/.uploads"))) {
            return files.toList();
        }
    }

    private static long uploaded() {
        try {
            long size = 0;
            for (Path upload : uploads()) {
                size += Files.size(upload);
            }
            return size;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Tells how much was read of it, each megabyte. */
    private static final class Zeros extends InputStream {
        private final long size;
        private final LongConsumer told;
        private long sent;

        Zeros(long size, LongConsumer told) {
            this.size = size;
            this.told = told;
        }

        @Override
        public int read() {
            return read(new byte[1], 0, 1) < 0 ? -1 : 0;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = (int) Math.min(size - sent, length);
            if (count <= 0) {
                return -1;
            }
            if ((sent + count) / MEGABYTE > sent / MEGABYTE) {
                told.accept(sent);
            }
            sent += count;
            return count;
        }
    }
}
