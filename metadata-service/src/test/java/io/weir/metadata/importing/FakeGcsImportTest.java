package io.weir.metadata.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** From fake-gcs-server, which others test with: {@code -Dweir.fake-gcs=http://127.0.0.1:4443}. */
@EnabledIfSystemProperty(named = "weir.fake-gcs", matches = "http.*")
class FakeGcsImportTest extends ObjectImportContract {

    @BeforeAll
    static void start() throws Exception {
        URI server = URI.create(System.getProperty("weir.fake-gcs"));
        String bucket = "weir-" + UUID.randomUUID();
        HttpRequest make = HttpRequest.newBuilder(server.resolve("/storage/v1/b?project=weir"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"" + bucket + "\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(make, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        start("gs://" + bucket + "/lake", "--weir.metadata.google.endpoint=" + server);
    }
}
