package io.weir.delta.storage.azure;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.storage.ObjectFaultsContract;
import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.StoredObjects;
import io.weir.test.s3.AzureServer;
import io.weir.test.s3.ObjectServer;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class AzureFaultsTest extends ObjectFaultsContract {

    private static AzureServer server;

    @BeforeAll
    static void start() {
        server = new AzureServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(503, "ServerBusy", "asks for patience"),
                Arguments.of(500, "InternalError", "Azure answered (500 InternalError)"),
                Arguments.of(409, "LeaseIdMissing", "does not let it be written (409 LeaseIdMissing)"),
                Arguments.of(403, "AuthorizationPermissionMismatch", "access is denied"),
                Arguments.of(400, "Md5Mismatch", "Azure answered (400 Md5Mismatch)"));
    }

    @Override
    protected ObjectServer server() {
        return server;
    }

    @Override
    protected StoredObjects objects() {
        return new AzureObjects(TestContainers.of(server, Duration.ofMinutes(1)), "t/");
    }

    @Override
    protected StoredObjects impatient() {
        return new AzureObjects(TestContainers.of(server, Duration.ofSeconds(3)), "t/");
    }

    @Test
    void aContainerThatIsNotThereIsNamed() {
        AzureObjects lost =
                new AzureObjects(TestContainers.of(server.endpoint(), "no-such", Duration.ofMinutes(1)), "t/");
        assertThatThrownBy(() -> lost.listFrom(NAME))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("no such container");
        assertThatThrownBy(() -> lost.get(NAME)).isInstanceOf(StorageException.class);
    }

    @Test
    void whereNobodyAnswersItIsSaid() {
        AzureObjects away = new AzureObjects(
                TestContainers.of(URI.create("http://127.0.0.1:1"), AzureServer.BUCKET, Duration.ofMinutes(1)), "t/");
        assertThatThrownBy(() -> away.putIfAbsent(NAME, OURS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("ConnectException");
    }
}
