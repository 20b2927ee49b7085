package io.weir.delta.storage.google;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.storage.ObjectFaultsContract;
import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.StoredObjects;
import io.weir.test.s3.Fault;
import io.weir.test.s3.GoogleServer;
import io.weir.test.s3.ObjectServer;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class GoogleFaultsTest extends ObjectFaultsContract {

    private static GoogleServer server;

    @BeforeAll
    static void start() {
        server = new GoogleServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(503, "backendError", "asks for patience"),
                Arguments.of(500, "internalError", "Google answered (500)"),
                Arguments.of(403, "forbidden", "access is denied"),
                Arguments.of(400, "invalid", "Google answered (400)"));
    }

    @Override
    protected ObjectServer server() {
        return server;
    }

    @Override
    protected StoredObjects objects() {
        return new GoogleObjects(TestBuckets.of(server, Duration.ofMinutes(1)), "t/");
    }

    @Override
    protected StoredObjects impatient() {
        return new GoogleObjects(TestBuckets.of(server, Duration.ofSeconds(3)), "t/");
    }

    @Test
    void aBucketThatIsNotThereIsNamed() {
        GoogleObjects lost =
                new GoogleObjects(TestBuckets.of(server.endpoint(), "no-such", null, Duration.ofMinutes(1)), "t/");
        assertThatThrownBy(() -> lost.listFrom(NAME))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("gs://no-such/t/")
                .hasMessageContaining("no such bucket (404 notFound)");
        assertThatThrownBy(() -> lost.get(NAME)).isInstanceOf(StorageException.class);
    }

    @Test
    void aListingThatIsNoneIsAFailure() {
        meet("GET", Fault.refused(200, "no listing"));
        assertThatThrownBy(() -> objects().listFrom(NAME))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("not as Google writes them");
    }
}
