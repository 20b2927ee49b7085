package io.weir.lineage.object.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.lineage.object.ObjectContent;
import io.weir.lineage.object.ObjectName;
import io.weir.lineage.object.ObjectPrecondition;
import io.weir.lineage.object.ObjectSettings;
import io.weir.lineage.object.Objects;
import io.weir.lineage.object.ObjectsContract;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import io.weir.support.s3.S3Access;
import io.weir.test.s3.Fault;
import io.weir.test.s3.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class S3ObjectsTest extends ObjectsContract {

    private static final long PART = 1_000_000;
    private static final S3Location LOCATION = S3Location.parse("s3://" + S3Server.BUCKET + "/team/objects");

    private static S3Server s3;
    private static S3Client client;

    @BeforeAll
    static void start() {
        s3 = new S3Server();
        client = S3Places.client(new ObjectSettings.S3(s3.endpoint(), null, true));
    }

    @AfterAll
    static void stop() {
        client.close();
        s3.close();
    }

    @Override
    protected Objects objects() {
        return new S3Objects(client, LOCATION, MAXIMUM, new PartSizes(PART, 800));
    }

    @Override
    protected List<String> leftovers() throws IOException {
        List<String> left = new ArrayList<>(s3.uploads());
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            files.map(Path::toString).filter(S3ObjectsTest::isPart).forEach(left::add);
        }
        return left;
    }

    private static boolean isPart(String file) {
        return file.contains("weir-object-") && file.endsWith(".part");
    }

    @Test
    void allOfItLiesBelowThePrefix() throws IOException {
        assertThat(store("a/b c.log", "x").uri())
                .isEqualTo(URI.create("s3://weir-test/team/objects/lake-1/a/b%20c.log"));
        assertThat(s3.keys()).isNotEmpty().allMatch(key -> key.startsWith("team/objects/lake-1/"));
        assertThatThrownBy(() -> store("k".repeat(199) + ("/" + "k".repeat(199)).repeat(4) + "/" + "k".repeat(20), "x"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("too long");
    }

    /** Whatever is not with S3 is in the file of the part, or in a buffer. */
    @Test
    void noMoreThanAPartIsOnItsWay() throws IOException {
        List<Long> files = new ArrayList<>();
        InputStream watched = new java.io.FilterInputStream(new Bytes(4 * PART)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                files.add(partBytes());
                return in.read(buffer, offset, length);
            }
        };
        objects().store(name("watched"), watched, null, null);
        assertThat(files).isNotEmpty().allMatch(bytes -> bytes <= PART);
    }

    private static long partBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (Path file : files.filter(path -> isPart(path.toString())).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /** The library sends it once more then, and S3 refuses that: its own object is there by now. */
    @Test
    void whatIsRefusedAfterALostReplyIsNotKnown() throws Exception {
        store("unsure", "before");
        ObjectPrecondition read = unchanged(version("unsure"));
        S3Access access = new S3Access(s3.endpoint(), null, true);
        try (S3Client lossy = access.client()
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(new LostReply()))
                .build()) {
            Objects objects = new S3Objects(lossy, LOCATION, MAXIMUM, new PartSizes(PART, 800));

            assertThat(refusal(() -> objects.store(name("unsure"), stream("after it"), null, read)))
                    .contains("whether this was carried out is not known");
        }
        assertThat(refusal(() -> objects().store(name("unsure"), stream("again"), null, read)))
                .isEqualTo("changed");
    }

    /** The first answer of all to a put is lost. */
    private static final class LostReply implements ExecutionInterceptor {

        private final AtomicBoolean lost = new AtomicBoolean();

        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes executionAttributes) {
            if (context.request() instanceof PutObjectRequest && !lost.getAndSet(true)) {
                throw RetryableException.create("The reply is lost");
            }
        }
    }

    /** Without the condition, what somebody else writes in between would be lost; and to ask again is of no use. */
    @Test
    void aServerThatDoesNotKnowConditionsIsNotAskedWithoutThemAndThatIsSaid() throws IOException {
        store("unconditional", "before");
        ObjectName name = name("unconditional");
        ObjectPrecondition read = unchanged(version("unconditional"));

        s3.meetNext(call -> call.method().equals("PUT"), Fault.refused(501, "NotImplemented"));
        assertIsNotHeldTo(() -> objects().store(name, new Bytes(5), null, read));
        s3.meetNext(
                call -> call.method().equals("POST") && call.asks("uploadId"), Fault.refused(501, "NotImplemented"));
        assertIsNotHeldTo(() -> objects().store(name, new Bytes(2 * PART), null, read));
        s3.meetNext(call -> call.method().equals("DELETE"), Fault.refused(501, "NotImplemented"));
        assertIsNotHeldTo(() -> objects().remove(name, read));

        assertThat(s3.hasMetAll()).isTrue();
        assertThat(text("unconditional", 0)).isEqualTo("before");
    }

    private static void assertIsNotHeldTo(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.problem())
                        .isEqualTo(CommonProblem.INVALID_REQUEST))
                .hasMessageContaining("If-Match: cannot be held to");
    }

    @Test
    void ofAnObjectThatTookItsPlaceNothingIsRead() throws IOException {
        store("replaced", "before");
        ObjectContent found = objects().find(name("replaced")).orElseThrow();
        store("replaced", "after it");
        assertThatThrownBy(() -> found.read(0)).isInstanceOf(IOException.class);
        objects().remove(name("replaced"), null);
        assertThatThrownBy(() -> found.read(0)).isInstanceOf(IOException.class);
    }

    @Test
    void whereNobodyAnswersItIsSaidAndNothingIsLeft() {
        try (S3Objects away = new S3Objects(
                S3Places.client(new ObjectSettings.S3(URI.create("http://127.0.0.1:1"), null, true)),
                LOCATION,
                MAXIMUM,
                new PartSizes(PART, 800))) {
            ObjectName name = name("away");
            for (long size : new long[] {5, 2 * PART}) {
                assertUnavailable(() -> away.store(name, new Bytes(size), null, null));
            }
            assertUnavailable(() -> away.find(name));
            assertUnavailable(() -> away.remove(name, null));
        }
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.problem())
                .isEqualTo(CommonProblem.UNAVAILABLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/var/objects",
                "https://bucket/prefix",
                "s3://",
                "s3://b",
                "s3://Bucket",
                "s3://key:hidden@bucket",
                "s3://bucket/a/../b",
                "s3://bucket//a",
                "s3://bucket/a?x=hidden",
                "s3://bucket/a b"
            })
    void whatIsNoLocationIsRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> S3Location.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weir.lineage.objects.location")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void partsGrowSoThatATerabyteFits() {
        long all = 0;
        for (int number = 1; PartSizes.USUAL.of(number) > 0; number++) {
            all += PartSizes.USUAL.of(number);
        }
        assertThat(all).isGreaterThan(1L << 40);
        assertThat(PartSizes.USUAL.of(1)).isGreaterThanOrEqualTo(5 << 20);
    }
}
