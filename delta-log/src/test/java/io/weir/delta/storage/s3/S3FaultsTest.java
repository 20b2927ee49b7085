package io.weir.delta.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.storage.ObjectFaultsContract;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.StoredObjects;
import io.weir.test.s3.Call;
import io.weir.test.s3.Fault;
import io.weir.test.s3.ObjectServer;
import io.weir.test.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import software.amazon.awssdk.services.s3.S3Client;

class S3FaultsTest extends ObjectFaultsContract {

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

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(503, "SlowDown", "asks for patience"),
                Arguments.of(500, "InternalError", "S3 answered (500 InternalError)"),
                Arguments.of(409, "ConditionalRequestConflict", "another write to it is under way"),
                Arguments.of(403, "AccessDenied", "access is denied"),
                Arguments.of(301, "PermanentRedirect", "in another region"),
                Arguments.of(501, "NotImplemented", "does not know conditional writes"));
    }

    @Override
    protected ObjectServer server() {
        return server;
    }

    @Override
    protected StoredObjects objects() {
        return objects;
    }

    @Override
    protected StoredObjects impatient() {
        return objects(impatient);
    }

    private static S3Objects objects(S3Client client) {
        return new S3Objects(client, new S3Keys(S3Server.BUCKET, "t/"), new S3Sizes(64, 16, 1000));
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
