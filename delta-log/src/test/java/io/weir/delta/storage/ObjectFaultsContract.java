package io.weir.delta.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.test.s3.Fault;
import io.weir.test.s3.ObjectServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the store does: an object is made once, with the bytes that were meant, or it is another writer's and stays. A store
 * says in a static method {@code refusals()} what it makes of each kind.
 */
public abstract class ObjectFaultsContract {

    protected static final String NAME = "_delta_log/00000000000000000007.json";
    protected static final byte[] OURS = "{\"commitInfo\":{\"by\":\"us\"}}\n".getBytes(UTF_8);
    protected static final byte[] THEIRS = "{\"commitInfo\":{\"by\":\"it\"}}\n".getBytes(UTF_8);
    private static final String KEY = "t/" + NAME;
    private static final int ATTEMPTS = 3;

    @TempDir
    protected Path temporary;

    protected abstract ObjectServer server();

    /** Below {@code t/} on the server, by a client that makes three attempts at a call. */
    protected abstract StoredObjects objects();

    /** The same by a client whose attempts end soon. */
    protected abstract StoredObjects impatient();

    @BeforeEach
    void nothing() {
        server().relent();
        server().clear();
        server().forget();
    }

    protected void meet(String method, Fault fault) {
        server().meetNext(call -> call.method().equals(method), fault);
    }

    protected void meetAll(String method, Fault fault) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            meet(method, fault);
        }
    }

    private void assertOurs() {
        assertThat(server().hasMetAll()).isTrue();
        assertThat(server().object(KEY)).hasValue(OURS);
    }

    @Test
    void aLostReplyIsFoundToHaveBeenOurs() throws IOException {
        meet("PUT", Fault.lostReply());
        assertThat(objects().putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.EXISTS_EQUAL);
        assertOurs();
    }

    @Test
    void aLostReplyToAnotherWritersRefusalIsTheirs() throws IOException {
        server().put(KEY, THEIRS);
        meet("PUT", Fault.lostReply());
        assertThat(objects().putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.EXISTS_DIFFERENT);
        assertThat(server().object(KEY)).hasValue(THEIRS);
    }

    @ParameterizedTest
    @CsvSource({
        "503,SlowDown",
        "500,InternalError",
        "429,TooManyRequests",
        "502,BadGateway",
        "504,GatewayTimeout",
        "408,RequestTimeout"
    })
    void oneWhoAsksForPatienceIsAskedAgain(int status, String code) throws IOException {
        meet("PUT", Fault.refused(status, code));
        assertThat(objects().putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.CREATED);
        assertOurs();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatIsNotDoneIsSaidAndMayBeDoneAgain(int status, String code, String said) throws IOException {
        meetAll("PUT", Fault.refused(status, code));
        assertThatThrownBy(() -> objects().putIfAbsent(NAME, OURS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(NAME)
                .hasMessageContaining(said)
                .hasMessageNotContaining("knows");
        assertThat(server().keys()).isEmpty();
        server().relent();
        assertThat(objects().putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.CREATED);
    }

    @Test
    void aRefusalWhereNothingIsIsNoSplitBrain() {
        meet("PUT", Fault.refused(412, "PreconditionFailed"));
        assertThatThrownBy(() -> objects().putIfAbsent(NAME, OURS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("nothing was written");
    }

    @Test
    void halfOfWhatIsThereIsNotTakenForAnotherWritersFile() throws IOException {
        server().put(KEY, OURS);
        meet("GET", Fault.halfAnswer());
        assertThat(objects().putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.EXISTS_EQUAL);
        meetAll("GET", Fault.halfAnswer());
        assertThatThrownBy(() -> objects().putIfAbsent(NAME, OURS)).isInstanceOf(StorageException.class);
        assertOurs();
    }

    @Test
    void halfOfAnObjectIsNeverRead() throws IOException {
        server().put(KEY, OURS);
        Path file = temporary.resolve("copy");
        meet("GET", Fault.halfAnswer());
        assertThat(objects().get(NAME)).hasValue(OURS);
        meet("GET", Fault.halfAnswer());
        assertThat(objects().download(NAME, file)).isTrue();
        assertThat(file).hasBinaryContent(OURS);
        meetAll("GET", Fault.halfAnswer());
        assertThatThrownBy(() -> objects().get(NAME))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("missing at its end");
    }

    @Test
    void whatWasSentInHalfIsNotThere() throws IOException {
        meetAll("PUT", Fault.halfSent());
        assertThatThrownBy(() -> objects().putIfAbsent(NAME, OURS)).isInstanceOf(StorageException.class);
        assertThat(server().keys()).isEmpty();
        meet("PUT", Fault.halfSent());
        assertThat(objects().putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.CREATED);
        assertOurs();
    }

    @Test
    void oneWhoStallsIsNotWaitedForAndAnAnswerThatComesLateChangesNothing() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        meet("PUT", Fault.stalled(end));
        assertThat(impatient().putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.CREATED);
        server().clear();
        meet("PUT", Fault.lateAnswer(end));
        assertThat(impatient().putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.EXISTS_EQUAL);
        end.countDown();
        assertOurs();
    }

    @Test
    void aWriteThatComesWhenNobodyWaitsForItOverwritesNothing() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        meet("PUT", Fault.lateDeed(begin, done));
        assertThat(impatient().putIfAbsent(NAME, OURS)).isEqualTo(PutOutcome.CREATED);
        server().put(KEY, THEIRS);
        begin.countDown();
        done.await();
        assertThat(server().object(KEY)).hasValue(THEIRS);
    }
}
