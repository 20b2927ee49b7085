package io.weir.lineage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What objects do wherever they lie. */
public abstract class ObjectsContract {

    protected static final long MAXIMUM = 4_000_000;
    private static final String HELLO_SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final int LARGE = 3_500_000;

    protected abstract Objects objects();

    /** What was begun and neither became an object nor was removed. */
    protected abstract List<String> leftovers() throws IOException;

    protected static ObjectName name(String key) {
        return new ObjectName("lake-1", key);
    }

    protected StoredObject store(String key, String text) throws IOException {
        return objects().store(name(key), stream(text), null, null);
    }

    protected static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    protected String text(String key, long offset) throws IOException {
        try (InputStream in = objects().find(name(key)).orElseThrow().read(offset)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void anObjectIsStoredReplacedAndRemoved() throws IOException {
        StoredObject stored = objects().store(name("a/run.log"), stream("hello"), HELLO_SHA256.toUpperCase(), null);
        assertThat(stored.sha256()).isEqualTo(HELLO_SHA256);
        assertThat(stored.size()).isEqualTo(5);
        assertThat(stored.uri().toString()).endsWith("/lake-1/a/run.log");
        ObjectContent before = objects().find(name("a/run.log")).orElseThrow();
        assertThat(before.size()).isEqualTo(5);
        store("a/run.log", "hello again");
        assertThat(text("a/run.log", 0)).isEqualTo("hello again");
        assertThat(objects().find(name("a/run.log")).orElseThrow().version()).isNotEqualTo(before.version());
        assertThat(objects().remove(name("a/run.log"), null)).isTrue();
        assertThat(objects().remove(name("a/run.log"), null)).isFalse();
        assertThat(objects().find(name("a/run.log"))).isEmpty();
    }

    @Test
    void itIsReadFromAnyPlace() throws IOException {
        store("range", "0123456789");
        assertThat(text("range", 3)).isEqualTo("3456789");
        assertThat(text("range", 10)).isEmpty();
        try (InputStream in = objects().find(name("range")).orElseThrow().read(2)) {
            assertThat(in.read()).isEqualTo('2');
        }
        store("nothing", "");
        assertThat(text("nothing", 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a+b", "a%2Fb", "ä/ü/日本.log", "...", "a=1/b&c", "a?b#c", "'\"<>|"})
    void everyNameIsKept(String key) throws IOException {
        StoredObject stored = store(key, key);
        assertThat(stored.object()).isEqualTo(key);
        assertThat(stored.uri().getPath()).endsWith("/lake-1/" + key);
        assertThat(text(key, 0)).isEqualTo(key);
        assertThat(objects().remove(name(key), null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, LARGE})
    void bytesThatAreNotThoseThatWereMeantAreNotKept(int size) throws IOException {
        store("checked", "before");
        assertThatThrownBy(() -> objects().store(name("checked"), new Bytes(size), HELLO_SHA256, null))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not that of the bytes");
        assertThat(text("checked", 0)).isEqualTo("before");
    }

    @Test
    void whatIsTooMuchIsNotKept() {
        assertThatThrownBy(() -> objects().store(name("much"), new Bytes(MAXIMUM + 1), null, null))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.problem())
                        .isEqualTo(CommonProblem.CONTENT_TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, LARGE})
    void whatBreaksOffIsNotKept(int size) throws IOException {
        assertThatThrownBy(() -> objects().store(name("broken"), new BrokenOff(new Bytes(size)), null, null))
                .isInstanceOf(IOException.class)
                .hasMessage("the caller is gone");
        assertThat(objects().find(name("broken"))).isEmpty();
    }

    @Test
    void aLargeOneIsWhole() throws IOException {
        StoredObject stored = objects().store(name("large"), new Bytes(LARGE), null, null);
        assertThat(stored.size()).isEqualTo(LARGE);
        ObjectContent found = objects().find(name("large")).orElseThrow();
        assertThat(found.size()).isEqualTo(LARGE);
        try (InputStream in = found.read(0);
                InputStream sent = new Bytes(LARGE)) {
            assertThat(in.readAllBytes()).isEqualTo(sent.readAllBytes());
        }
        try (InputStream in = found.read(LARGE - 3)) {
            assertThat(in.readAllBytes()).hasSize(3);
        }
    }

    @Test
    void ofTwoAtOnceOneIsThere() throws Exception {
        List<Callable<StoredObject>> both =
                List.of(() -> objects().store(name("both"), new Bytes(LARGE), null, null), () -> objects()
                        .store(name("both"), new Bytes(LARGE - 1), null, null));
        assertThat(atOnce(both)).extracting(StoredObject::size).containsExactly((long) LARGE, LARGE - 1L);
        try (InputStream in = objects().find(name("both")).orElseThrow().read(0)) {
            assertThat(in.readAllBytes().length).isIn(LARGE, LARGE - 1);
        }
    }

    /** Both are of a size, and come within the same millisecond. */
    @ParameterizedTest
    @ValueSource(ints = {5, LARGE})
    void ofTwoWhoReadTheSameOneReplacesIt(int size) throws Exception {
        store("raced", "begin");
        String read = version("raced");
        List<Callable<String>> both = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            byte[] bytes = new byte[size];
            Arrays.fill(bytes, (byte) ('a' + writer));
            both.add(() -> refusal(
                    () -> objects().store(name("raced"), new ByteArrayInputStream(bytes), null, unchanged(read))));
        }
        assertThat(atOnce(both)).containsOnlyOnce("").containsOnly("", "changed");
        assertThat(refusal(() -> objects().remove(name("raced"), unchanged(read))))
                .isEqualTo("changed");
        String last = version("raced");
        assertThat(atOnce(List.of(
                        () -> refusal(() -> objects().remove(name("raced"), unchanged(last))),
                        () -> refusal(() -> objects().store(name("raced"), stream("later"), null, unchanged(last))))))
                .containsExactlyInAnyOrder("", "changed");
    }

    protected String version(String key) throws IOException {
        return objects().find(name(key)).orElseThrow().version();
    }

    protected static ObjectPrecondition unchanged(String read) {
        return version -> {
            if (!read.equals(version)) {
                throw new ProblemException(CommonProblem.STALE_ETAG, "changed");
            }
        };
    }

    /** Empty where it was done. */
    protected static String refusal(Callable<?> act) throws Exception {
        try {
            act.call();
            return "";
        } catch (ProblemException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static <T> List<T> atOnce(List<Callable<T>> acts) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(acts.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> act : threads.invokeAll(acts)) {
                results.add(act.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    /** So many bytes, none of them like its neighbours. */
    protected static final class Bytes extends InputStream {

        private final long size;
        private long sent;

        public Bytes(long size) {
            this.size = size;
        }

        @Override
        public int read() {
            return sent == size ? -1 : (int) (sent++ * 31 >>> 3) & 0xff;
        }
    }

    /** Fails where its source ends. */
    private static final class BrokenOff extends java.io.FilterInputStream {

        BrokenOff(InputStream source) {
            super(source);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            if (count < 0) {
                throw new IOException("the caller is gone");
            }
            return count;
        }
    }
}
