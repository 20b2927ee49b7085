package io.weir.delta.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.LogFileNames;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.Deletions;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObjectsContract;
import io.weir.test.s3.AzureServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AzureObjectsTest extends StoredObjectsContract {

    private static AzureServer server;

    @BeforeAll
    static void startServer() {
        server = new AzureServer();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** Beside a table whose name begins as this one's does, with folders of a hierarchical namespace; in pages of two. */
    @Override
    protected StoredFolders empty() {
        server.clear();
        server.put("lake/orders", bytes("no folder"));
        server.put("lake/orders-2/_delta_log/0.json", bytes("another table"));
        server.put("lake/orders/_delta_log/", new byte[0]);
        return objects();
    }

    private static AzureObjects objects() {
        return new AzureObjects(TestContainers.of(server, Duration.ofMinutes(1)), "lake/orders/", 2);
    }

    @Test
    void everyCallButAListingIsOneCall() throws IOException {
        AzureObjects objects = objects();
        server.forget();
        objects.putIfAbsent("a", bytes("1"));
        objects.putIfAbsent("a", bytes("2"));
        objects.replace("b", bytes("3"));
        objects.get("b");
        objects.delete("b");
        assertThat(server.calls())
                .containsExactly(
                        "PUT lake/orders/a if absent",
                        // The next is refused, and looked at.
                        "PUT lake/orders/a if absent",
                        "GET lake/orders/a",
                        "PUT lake/orders/b",
                        "GET lake/orders/b",
                        "DELETE lake/orders/b");
    }

    @Test
    void aBlobGoesWithItsSnapshots() throws IOException {
        AzureObjects objects = objects();
        for (String name : List.of("alone", "together")) {
            objects.replace(name, bytes("1"));
            server.snapshot("lake/orders/" + name);
        }

        objects.delete("alone");
        Deletions deletions = objects.deleteAllListed(List.of("together"));

        assertThat(deletions.failure()).isEmpty();
        assertThat(objects.get("alone")).isEmpty();
        assertThat(objects.get("together")).isEmpty();
    }

    @Test
    void aThousandVersionsOfALogAreListedWithoutTheRest() throws IOException {
        AzureObjects objects = ofLog(3000);

        assertThat(LogListing.ofThousand(objects, 1998).commits()).hasSize(1000).containsKeys(1000L, 1999L);
        assertThat(server.calls()).hasSize(10);
    }

    @Test
    void theEndOfALogIsListedWithoutTheRest() throws IOException {
        AzureObjects objects = ofLog(3000);
        server.put("lake/orders/_delta_log/" + LogFileNames.commit(9000), bytes("1"));

        assertThat(LogListing.commitsFrom(objects, 2800))
                .hasSize(201)
                .containsKeys(2800L, 2999L, 9000L)
                .doesNotContainKey(2799L);
        assertThat(server.calls()).hasSize(3);
    }

    /** As emulators and clouds of one's own are, for years. */
    @Test
    void whereAzureIsTooOldToBeginAtANameAllIsListed() throws IOException {
        AzureObjects objects = ofLog(3000);
        server.know("2019-12-12");
        try {
            assertThat(LogListing.commitsFrom(objects, 2950)).hasSize(50);
            assertThat(server.calls()).hasSize(31);
        } finally {
            server.know("");
        }
    }

    /** In pages of a hundred. */
    private static AzureObjects ofLog(long versions) {
        server.clear();
        for (long version = 0; version < versions; version++) {
            server.put("lake/orders/_delta_log/" + LogFileNames.commit(version), bytes("1"));
        }
        AzureObjects objects = new AzureObjects(TestContainers.of(server, Duration.ofMinutes(1)), "lake/orders/", 100);
        server.forget();
        return objects;
    }

    @Test
    void aNameThatAzureDoesNotTakeIsRefusedHere() {
        assertThatThrownBy(() -> objects().get("k".repeat(1024))).isInstanceOf(IllegalArgumentException.class);
    }
}
