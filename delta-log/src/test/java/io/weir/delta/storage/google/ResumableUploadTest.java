package io.weir.delta.storage.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.rest.RestCalls;
import io.weir.test.s3.Call;
import io.weir.test.s3.Fault;
import io.weir.test.s3.GoogleServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An object of four parts, whatever becomes of each: it is there once and whole, or not at all. */
class ResumableUploadTest {

    private static final String KEY = "t/large";
    private static final int PARTS = 4;
    private static final byte[] OURS = new byte[(PARTS - 1) * GoogleSizes.STEP + 1001];
    private static final byte[] THEIRS = "theirs".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path temporary;

    private static GoogleServer server;

    @BeforeAll
    static void start() {
        server = new GoogleServer();
        new Random(1).nextBytes(OURS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void nothing() {
        server.relent();
        server.clear();
        server.forget();
    }

    private static GoogleObjects objects(Duration timeout) {
        return new GoogleObjects(TestBuckets.of(server, timeout), "t/", TestBuckets.SMALL_PARTS);
    }

    private static GoogleObjects objects() {
        return objects(Duration.ofMinutes(1));
    }

    private static boolean isPart(Call call) {
        return call.asks("upload_id");
    }

    /** The part of this number, counted from 0, and what comes behind it until it is met. */
    private static Predicate<Call> part(int number) {
        AtomicInteger before = new AtomicInteger(number);
        return call -> isPart(call) && before.getAndDecrement() <= 0;
    }

    @Test
    void itGoesInOneCallMoreThanItHasParts() throws IOException {
        assertThat(objects().putIfAbsent("large", OURS)).isEqualTo(PutOutcome.CREATED);
        assertThat(server.object(KEY)).hasValue(OURS);
        assertThat(server.calls())
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("PUT t/large if absent"),
                                Collections.nCopies(PARTS, "PUT t/large?upload_id if absent").stream())
                        .toList());
    }

    @Test
    void itComesOutOfAFileAndReplacesWhatIsThere() throws IOException {
        Path file = Files.write(temporary.resolve("large"), OURS);
        assertThat(objects().putIfAbsent("large", file)).isEqualTo(PutOutcome.CREATED);
        assertThat(server.object(KEY)).hasValue(OURS);
        assertThat(objects().putIfAbsent("large", file)).isEqualTo(PutOutcome.EXISTS_EQUAL);
        server.put(KEY, THEIRS);
        assertThat(objects().putIfAbsent("large", file)).isEqualTo(PutOutcome.EXISTS_DIFFERENT);
        assertThat(server.object(KEY)).hasValue(THEIRS);
        objects().replace("large", OURS);
        assertThat(server.object(KEY)).hasValue(OURS);
    }

    static Stream<Arguments> faults() {
        return Stream.<Supplier<Fault>>of(
                        Fault::halfSent,
                        Fault::lostReply,
                        Fault::halfAnswer,
                        () -> Fault.refused(503, "backendError"),
                        () -> Fault.refused(500, "internalError"))
                .flatMap(fault -> IntStream.range(0, PARTS).mapToObj(part -> Arguments.of(part, fault.get())));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whateverBecomesOfAPartTheRestIsSent(int part, Fault fault) throws IOException {
        server.meetNext(part(part), fault);
        assertThat(objects().putIfAbsent("large", OURS)).isEqualTo(PutOutcome.CREATED);
        assertThat(server.hasMetAll()).isTrue();
        assertThat(server.object(KEY)).hasValue(OURS);
        assertThat(server.calls().stream().filter(call -> call.equals("PUT t/large if absent")))
                .as("it was not begun anew")
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whateverBecomesOfTwoOfThemTheRestIsSent(int part, Fault fault) throws IOException {
        server.meetNext(part(part), fault);
        server.meetNext(part(part), Fault.refused(503, "backendError"));
        assertThat(objects().putIfAbsent("large", OURS)).isEqualTo(PutOutcome.CREATED);
        assertThat(server.object(KEY)).hasValue(OURS);
    }

    @Test
    void whereGoogleKeepsLessThanItWasSentTheRestIsSentAgain() throws IOException {
        server.meetNext(part(1), Fault.preceded(() -> server.keepOnly(GoogleSizes.STEP / 2)));
        server.meetNext(part(2), Fault.preceded(() -> server.keepOnly(0)));
        assertThat(objects().putIfAbsent("large", OURS)).isEqualTo(PutOutcome.CREATED);
        assertThat(server.object(KEY)).hasValue(OURS);
    }

    @Test
    void whereGoogleKeepsNothingAtAllItEnds() {
        for (int attempt = 0; attempt < 3; attempt++) {
            server.meetNext(part(0), Fault.preceded(() -> server.keepOnly(0)));
        }
        assertThatThrownBy(() -> objects().putIfAbsent("large", OURS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("gs://weir-test/t/large")
                .hasMessageContaining("keeps nothing");
        assertThat(server.keys()).isEmpty();
    }

    @Test
    void anUploadThatGoogleHasForgottenBeginsAnew() throws IOException {
        server.meetNext(part(2), Fault.preceded(server::forgetUploads));
        assertThat(objects().putIfAbsent("large", OURS)).isEqualTo(PutOutcome.CREATED);
        assertThat(server.object(KEY)).hasValue(OURS);
    }

    /** Twice for each time: where a line breaks with an answer that comes before all was sent, it is asked what became of the part. */
    @Test
    void anUploadThatGoogleForgetsEachTimeEnds() {
        for (int call = 0; call < 2 * RestCalls.ATTEMPTS; call++) {
            server.meetNext(ResumableUploadTest::isPart, Fault.preceded(server::forgetUploads));
        }
        assertThatThrownBy(() -> objects().putIfAbsent("large", OURS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("410");
        assertThat(server.keys()).isEmpty();
    }

    @Test
    void whatSomebodyElseMakesMeanwhileStays() throws IOException {
        server.meetNext(part(PARTS - 1), Fault.preceded(() -> server.put(KEY, THEIRS)));
        assertThat(objects().putIfAbsent("large", OURS)).isEqualTo(PutOutcome.EXISTS_DIFFERENT);
        assertThat(server.object(KEY)).hasValue(THEIRS);
    }

    @Test
    void whoStallsIsNotWaitedFor() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        server.meetNext(part(1), Fault.stalled(end));
        server.meetNext(part(PARTS), Fault.lateAnswer(end));
        assertThat(objects(Duration.ofSeconds(3)).putIfAbsent("large", OURS)).isEqualTo(PutOutcome.CREATED);
        end.countDown();
        assertThat(server.object(KEY)).hasValue(OURS);
    }

    /** By then the upload has ended, and so it makes nothing any more. */
    @Test
    void aPartThatComesWhenNobodyWaitsForItChangesNothing() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        server.meetNext(part(PARTS - 1), Fault.lateDeed(begin, done));
        assertThat(objects(Duration.ofSeconds(3)).putIfAbsent("large", OURS)).isEqualTo(PutOutcome.CREATED);
        server.put(KEY, THEIRS);
        begin.countDown();
        done.await();
        assertThat(server.object(KEY)).hasValue(THEIRS);
    }

    @Test
    void whoseBytesAreNotWhatTheirDigestSaysMakesNothing() throws IOException {
        Path file = Files.write(temporary.resolve("changing"), OURS);
        byte[] other = OURS.clone();
        other[OURS.length - 1]++;
        server.meetNext(part(0), Fault.preceded(() -> write(file, other)));
        assertThatThrownBy(() -> objects().putIfAbsent("large", file))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("400");
        assertThat(server.keys()).isEmpty();
    }

    @Test
    void aFileThatBecomesShorterMakesNothing() throws IOException {
        Path file = Files.write(temporary.resolve("cut"), OURS);
        server.meetNext(part(0), Fault.preceded(() -> write(file, THEIRS)));
        assertThatThrownBy(() -> objects().putIfAbsent("large", file))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("has become shorter");
        assertThat(server.keys()).isEmpty();
    }

    @Test
    void anUploadWithoutAnAddressIsAFailure() {
        server.meetNext(call -> !isPart(call), Fault.refused(200, "no address"));
        assertThatThrownBy(() -> objects().putIfAbsent("large", OURS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("no address");
        assertThat(server.keys()).isEmpty();
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
