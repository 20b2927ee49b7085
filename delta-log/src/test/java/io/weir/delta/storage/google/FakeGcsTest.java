package io.weir.delta.storage.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObjectsContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Random;
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
        return objects(TestBuckets.PAGES_OF_TWO);
    }

    private static GoogleObjects objects(GoogleSizes sizes) {
        return new GoogleObjects(
                TestBuckets.of(SERVER, BUCKET, null, Duration.ofMinutes(1)), UUID.randomUUID() + "/", sizes);
    }

    @Test
    void aLargeObjectGoesInPartsAndIsMadeOnce() throws IOException {
        byte[] large = new byte[3 * GoogleSizes.STEP + 17];
        new Random(7).nextBytes(large);
        GoogleObjects objects = objects(TestBuckets.SMALL_PARTS);
        assertThat(objects.putIfAbsent("a", large)).isEqualTo(PutOutcome.CREATED);
        assertThat(objects.get("a")).hasValue(large);
        assertThat(objects.putIfAbsent("a", large)).isEqualTo(PutOutcome.EXISTS_EQUAL);
        large[5]++;
        assertThat(objects.putIfAbsent("a", large)).isEqualTo(PutOutcome.EXISTS_DIFFERENT);
        objects.replace("a", large);
        assertThat(objects.get("a")).hasValue(large);
    }

    @Test
    void aBucketThatIsNotThereIsAFailure() {
        assertThatThrownBy(() -> new GoogleObjects(
                                TestBuckets.of(SERVER, "no-such-bucket", null, Duration.ofMinutes(1)), "t/")
                        .putIfAbsent("a", bytes("x")))
                .isInstanceOf(StorageException.class);
    }
}
