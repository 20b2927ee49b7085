package io.weir.delta.storage.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObjectsContract;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Against fake-gcs-server, which others test with: {@code -Dweir.fake-gcs=http://127.0.0.1:4443}. */
@EnabledIfSystemProperty(named = "weir.fake-gcs", matches = "http.*")
class FakeGcsTest extends StoredObjectsContract {

    private static final URI SERVER = URI.create(System.getProperty("weir.fake-gcs", ""));
    private static final String BUCKET = "weir-" + UUID.randomUUID();

    @BeforeAll
    static void makeABucket() throws Exception {
        HttpRequest make = HttpRequest.newBuilder(SERVER.resolve("/storage/v1/b?project=weir"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"" + BUCKET + "\"}"))
                .build();
        assertThat(TestBuckets.HTTP.send(make, BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    /** Google's pages have as many of both as were asked for; those of this server have all folders at once. */
    @Override
    protected boolean countsFolders() {
        return false;
    }

    @Override
    protected StoredFolders empty() {
        return new GoogleObjects(
                TestBuckets.of(SERVER, BUCKET, null, Duration.ofMinutes(1)), UUID.randomUUID() + "/", 2);
    }

    @Test
    void aBucketThatIsNotThereIsAFailure() {
        assertThatThrownBy(() -> new GoogleObjects(
                                TestBuckets.of(SERVER, "no-such-bucket", null, Duration.ofMinutes(1)), "t/")
                        .putIfAbsent("a", bytes("x")))
                .isInstanceOf(StorageException.class);
    }
}
