package io.weir.delta.storage.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObjectsContract;
import io.weir.test.s3.GoogleServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GoogleObjectsTest extends StoredObjectsContract {

    private static GoogleServer server;

    @BeforeAll
    static void startServer() {
        server = new GoogleServer();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** Beside a table whose name begins as this one's does, with what consoles make of folders; in pages of two. */
    @Override
    protected StoredFolders empty() {
        server.clear();
        server.put("lake/orders", bytes("no folder"));
        server.put("lake/orders-2/_delta_log/0.json", bytes("another table"));
        server.put("lake/orders/_delta_log/", new byte[0]);
        return objects();
    }

    private static GoogleObjects objects() {
        return new GoogleObjects(
                TestBuckets.of(server, Duration.ofMinutes(1)), "lake/orders/", TestBuckets.PAGES_OF_TWO);
    }

    @Test
    void everyCallButAListingIsOneCall() throws IOException {
        GoogleObjects objects = objects();
        server.forget();
        objects.putIfAbsent("a", bytes("1"));
        objects.putIfAbsent("a", bytes("2"));
        objects.replace("b", bytes("3"));
        objects.get("b");
        objects.delete("b");
        objects.listFrom("c");
        assertThat(server.calls())
                .containsExactly(
                        "PUT lake/orders/a if absent",
                        // The next is refused, and looked at.
                        "PUT lake/orders/a if absent",
                        "GET lake/orders/a",
                        "PUT lake/orders/b",
                        "GET lake/orders/b",
                        "DELETE lake/orders/b",
                        "GET ?maxResults");
    }

    @Test
    void whatJsonAndBoundariesAreMadeOfIsTheSameOnTheWayBack() throws IOException {
        String name = "day=a b%3A+*~ä&<>'\"\\/part,1;2@3$!()";
        objects().putIfAbsent(name, bytes("x\r\n--y--\r\n"));
        assertThat(objects().get(name)).hasValue(bytes("x\r\n--y--\r\n"));
        assertThat(objects().listFrom("day=a b%3A+*~ä&<>'\"\\/a").get(0).name()).isEqualTo(name);
    }

    @Test
    void aNameThatGoogleDoesNotTakeIsRefusedHere() {
        assertThatThrownBy(() -> objects().get("ä".repeat(512))).isInstanceOf(IllegalArgumentException.class);
    }
}
