package io.weir.delta.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StorageException;
import io.weir.test.s3.Call;
import io.weir.test.s3.Fault;
import io.weir.test.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Whatever the store does: an object is made once, with the bytes that were meant, or it is another writer's and stays. */
class S3FaultsTest {

    private static final String NAME = "_delta_log/00000000000000000007.json";
    private static final String KEY = "t/" + NAME;
    private static final byte[] OURS = "{\"commitInfo\":{\"by\":\"us\"}}\n".getBytes(UTF_8);
    private static final byte[] THEIRS = "{\"commitInfo\":{\"by\":\"it\"}}\n".getBytes(UTF_8);
    private static final int ATTEMPTS = 3;

    @TempDir
    Path temporary;

    private static S3Server server;
    private static S3Client client;
    private static S3Client impatient;

    private final S3Objects objects = objects(client);

    @BeforeAll
    static void start() {
        server = new S3Server();
        client = TestClients.of(server);
        impatient = TestClients.of(server.endpoint(), Duration.ofSeconds(3));
    }

    @AfterAll
    static void stop() {
        impatient.close();
        client.close();
        server.close();
    }

    @BeforeEach
    void nothing() {
        server.relent();
        server.clear();
        server.forget();
    }

    private static S3Objects objects(S3Client client) {
        return new S3Objects(client, new S3Keys(S3Server.BUCKET, "t/"), new S3Sizes(64, 16, 1000));
    }

    private static void meet(String method, Fault fault) {
        server.meetNext(call -> call.method().equals(method), fault);
    }

    private static void meetAll(String method, Fault fault) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            meet(method, fault);
        }
    }

    private static void assertOurs() {
        assertThat(server.hasMetAll()).isTrue();
        assertThat(server.object(KEY)).hasValue(OURS);
    }

    @Test
    void aLostReplyIsFoundToHaveBeenOurs() throws IOException {
        meet("PUT", Fault.lostReply());
        assertThat(objects.putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.EXISTS_EQUAL);
        assertOurs();
    }

    @Test
    void aLostReplyToAnotherWritersRefusalIsTheirs() throws IOException {
        server.put(KEY, THEIRS);
        meet("PUT", Fault.lostReply());
        assertThat(objects.putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.EXISTS_DIFFERENT);
        assertThat(server.object(KEY)).hasValue(THEIRS);
    }

    @ParameterizedTest
    @CsvSource({"503,SlowDown", "500,InternalError", "429,TooManyRequests"})
    void oneWhoAsksForPatienceIsAskedAgain(int status, String code) throws IOException {
        meet("PUT", Fault.refused(status, code));
        assertThat(objects.putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.CREATED);
        assertOurs();
    }

    @ParameterizedTest
    @CsvSource({
        "503,SlowDown,asks for patience",
        "500,InternalError,S3 answered (500 InternalError)",
        "409,ConditionalRequestConflict,another write to it is under way",
        "403,AccessDenied,access is denied",
        "301,PermanentRedirect,in another region",
        "501,NotImplemented,does not know conditional writes"
    })
    void whatIsNotDoneIsSaidAndMayBeDoneAgain(int status, String code, String said) throws IOException {
        meetAll("PUT", Fault.refused(status, code));
        assertThatThrownBy(() -> objects.putIfAbsent(NAME, OURS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("s3://" + S3Server.BUCKET + "/" + KEY)
                .hasMessageContaining(said)
                .hasMessageNotContaining("knows");
        assertThat(server.keys()).isEmpty();
        server.relent();
        assertThat(objects.putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.CREATED);
    }

    @Test
    void aRefusalWhereNothingIsIsNoSplitBrain() {
        meet("PUT", Fault.refused(412, "PreconditionFailed"));
        assertThatThrownBy(() -> objects.putIfAbsent(NAME, OURS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("nothing was written");
    }

    @Test
    void halfOfWhatIsThereIsNotTakenForAnotherWritersFile() throws IOException {
        server.put(KEY, OURS);
        meet("GET", Fault.halfAnswer());
        assertThat(objects.putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.EXISTS_EQUAL);
        meetAll("GET", Fault.halfAnswer());
        assertThatThrownBy(() -> objects.putIfAbsent(NAME, OURS)).isInstanceOf(StorageException.class);
        assertOurs();
    }

    @Test
    void halfOfAnObjectIsNeverRead() throws IOException {
        server.put(KEY, OURS);
        Path file = temporary.resolve("copy");
        meet("GET", Fault.halfAnswer());
        assertThat(objects.get(NAME)).hasValue(OURS);
        meet("GET", Fault.halfAnswer());
        assertThat(objects.download(NAME, file)).isTrue();
        assertThat(file).hasBinaryContent(OURS);
        meetAll("GET", Fault.halfAnswer());
        assertThatThrownBy(() -> objects.get(NAME))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("missing at its end");
    }

    @Test
    void whatWasSentInHalfIsNotThere() throws IOException {
        meetAll("PUT", Fault.halfSent());
        assertThatThrownBy(() -> objects.putIfAbsent(NAME, OURS)).isInstanceOf(StorageException.class);
        assertThat(server.keys()).isEmpty();
        meet("PUT", Fault.halfSent());
        assertThat(objects.putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.CREATED);
        assertOurs();
    }

    @Test
    void oneWhoStallsIsNotWaitedForAndAnAnswerThatComesLateChangesNothing() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        meet("PUT", Fault.stalled(end));
        assertThat(objects(impatient).putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.CREATED);
        server.clear();
        meet("PUT", Fault.lateAnswer(end));
        assertThat(objects(impatient).putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.EXISTS_EQUAL);
        end.countDown();
        assertOurs();
    }

    @Test
    void aWriteThatComesWhenNobodyWaitsForItOverwritesNothing() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        meet("PUT", Fault.lateDeed(begin, done));
        assertThat(objects(impatient).putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.CREATED);
        server.put(KEY, THEIRS);
        begin.countDown();
        done.await();
        assertThat(server.object(KEY)).hasValue(THEIRS);
    }

    @Test
    void anUploadThatBreaksOffIsForgottenAndNoObject() throws IOException {
        Path large = large();
        server.meetNext(S3FaultsTest::isThirdPart, Fault.refused(403, "AccessDenied"));
        assertThatThrownBy(() -> objects.putIfAbsent("large", large)).isInstanceOf(StorageException.class);
        assertThat(server.keys()).isEmpty();
        assertThat(server.uploads()).isEmpty();
        server.meetNext(S3FaultsTest::isThirdPart, Fault.halfSent());
        assertThat(objects.putIfAbsent("large", large)).isEqualTo(PutOutcome.CREATED);
        assertThat(server.object("t/large")).hasValue(Files.readAllBytes(large));
    }

    private static boolean isThirdPart(Call call) {
        return call.method().equals("PUT") && call.parameter("partNumber").equals("3");
    }

    @Test
    void anUploadWhoseEndWasNotHeardOfIsFoundToHaveBeenOurs() throws IOException {
        Path large = large();
        server.meetNext(S3FaultsTest::completes, Fault.lostReply());
        assertThatThrownBy(() -> objects.putIfAbsent("large", large)).isInstanceOf(StorageException.class);
        assertThat(objects.putIfAbsent("large", large)).isEqualTo(PutOutcome.EXISTS_EQUAL);
        assertThat(server.uploads()).isEmpty();
    }

    @Test
    void anUploadThatAnotherWriterOvertakesLeavesTheirs() throws IOException {
        server.meetNext(S3FaultsTest::completes, Fault.preceded(() -> server.put("t/large", THEIRS)));
        assertThat(objects.putIfAbsent("large", large())).isEqualTo(PutOutcome.EXISTS_DIFFERENT);
        assertThat(server.object("t/large")).hasValue(THEIRS);
        assertThat(server.uploads()).isEmpty();
    }

    @Test
    void anUploadOfADeadProcessIsNoObjectAndInNobodysWay() throws IOException {
        server.meetNext(S3FaultsTest::isThirdPart, Fault.refused(403, "AccessDenied"));
        meetAll("DELETE", Fault.refused(500, "InternalError"));
        assertThatThrownBy(() -> objects.putIfAbsent("large", large())).isInstanceOf(StorageException.class);
        assertThat(server.uploads()).containsExactly("t/large");
        assertThat(objects.get("large")).isEmpty();
        assertThat(objects.putIfAbsent("large", large())).isEqualTo(PutOutcome.CREATED);
    }

    private static boolean completes(Call call) {
        return call.method().equals("POST") && call.asks("uploadId");
    }

    private Path large() throws IOException {
        return Files.writeString(temporary.resolve("large"), "0123456789".repeat(10));
    }

    @Test
    void aBucketThatIsNotThereIsNamed() {
        S3Objects lost = new S3Objects(client, "no-such-bucket", "t/");
        assertThatThrownBy(() -> lost.listFrom(NAME))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("no such bucket");
        assertThatThrownBy(() -> lost.get(NAME)).isInstanceOf(StorageException.class);
    }

    @Test
    void whereNobodyAnswersItIsSaid() {
        try (S3Client away = TestClients.of(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> objects(away).putIfAbsent(NAME, OURS))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("ConnectException");
        }
    }
}
