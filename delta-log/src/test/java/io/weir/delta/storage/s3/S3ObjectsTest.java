package io.weir.delta.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObject;
import io.weir.delta.storage.StoredObjectsContract;
import io.weir.test.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class S3ObjectsTest extends StoredObjectsContract {

    private static final S3Keys KEYS = new S3Keys(S3Server.BUCKET, "lake/orders/");

    private static S3Server server;
    private static S3Client client;

    @BeforeAll
    static void startServer() {
        server = new S3Server();
        client = TestClients.of(server);
    }

    @AfterAll
    static void stopServer() {
        client.close();
        server.close();
    }

    /** Beside a table whose name begins as this one's does; in pages of two. */
    @Override
    protected StoredFolders empty() {
        server.clear();
        server.put("lake/orders", bytes("no folder"));
        server.put("lake/orders-2/_delta_log/0.json", bytes("another table"));
        server.put("lake/orders/", bytes("what some consoles call a folder"));
        return objects();
    }

    private static S3Objects objects() {
        return new S3Objects(client, KEYS, new S3Sizes(64, 16, 2));
    }

    @Test
    void everyCallButAListingIsOneCall() throws IOException {
        S3Objects objects = objects();
        server.forget();
        objects.putIfAbsent("a", bytes("1"));
        objects.putIfAbsent("a", bytes("2"));
        objects.replace("b", bytes("3"));
        objects.get("b");
        objects.isEmpty("_delta_log");
        objects.delete("b");
        assertThat(server.calls())
                .containsExactly(
                        "PUT lake/orders/a if absent",
                        // The next is refused, and looked at.
                        "PUT lake/orders/a if absent",
                        "GET lake/orders/a",
                        "PUT lake/orders/b",
                        "GET lake/orders/b",
                        "GET ?list-type",
                        "DELETE lake/orders/b");
    }

    @Test
    void aListingTakesAsManyPagesAsItHasObjectsFromItsName() throws IOException {
        S3Objects objects = objects();
        for (int number = 0; number < 9; number++) {
            objects.putIfAbsent("_delta_log/" + number, bytes("x"));
            objects.putIfAbsent("_delta_log/_sidecars/" + number, bytes("x"));
        }
        server.forget();
        assertThat(objects.listFrom("_delta_log/3")).hasSize(6).first().satisfies(first -> {
            assertThat(first.name()).isEqualTo("_delta_log/3");
            assertThat(first.size()).isEqualTo(1);
        });
        // Sidecars count once, together.
        assertThat(server.calls()).hasSize(4);
        server.forget();
        assertThat(objects.listFrom("_delta_log/8"))
                .extracting(StoredObject::name)
                .containsExactly("_delta_log/8");
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void aLargeFileGoesInPartsAndIsThereOnce() throws IOException {
        Path large = Files.writeString(temporary.resolve("large"), "0123456789".repeat(10));
        S3Objects objects = objects();
        server.forget();
        assertThat(objects.putIfAbsent("_delta_log/large", large)).isEqualTo(PutOutcome.CREATED);
        assertThat(server.calls())
                .hasSize(1 + 7 + 1)
                .startsWith("POST lake/orders/_delta_log/large?uploads")
                .endsWith("POST lake/orders/_delta_log/large?uploadId if absent");
        assertThat(objects.get("_delta_log/large")).hasValue(Files.readAllBytes(large));
        assertThat(objects.putIfAbsent("_delta_log/large", large)).isEqualTo(PutOutcome.EXISTS_EQUAL);
        Files.writeString(large, "other bytes".repeat(10));
        assertThat(objects.putIfAbsent("_delta_log/large", large)).isEqualTo(PutOutcome.EXISTS_DIFFERENT);
        assertThat(server.uploads()).isEmpty();
    }

    /** As consoles and Hadoop leave it behind. */
    @Test
    void whatOnlyStandsForAFolderIsNothing() throws IOException {
        server.put("lake/orders/_delta_log/", bytes(""));
        assertThat(objects().isEmpty("_delta_log")).isTrue();
        server.put("lake/orders/_delta_log/0.json", bytes("a log"));
        assertThat(objects().isEmpty("_delta_log")).isFalse();
    }

    @Test
    void aKeyThatS3DoesNotTakeIsRefusedHere() {
        assertThatThrownBy(() -> objects().get("k".repeat(1024))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new S3Keys("bucket", "no-slash")).isInstanceOf(IllegalArgumentException.class);
    }
}
