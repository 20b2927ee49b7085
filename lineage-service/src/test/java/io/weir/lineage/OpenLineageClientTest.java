package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import java.net.URI;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** OpenLineage's own Java client, unchanged, plain and with gzip. */
class OpenLineageClientTest {

    private static final OpenLineage LINEAGE = new OpenLineage(URI.create("urn:test"));
    private static TestService service;

    enum Compression {
        NONE,
        GZIP
    }

    @BeforeAll
    static void start() {
        service = new TestService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @EnumSource
    void aRunIsEmitted(Compression compression) throws Exception {
        UUID run = UUID.randomUUID();
        HttpConfig config = new HttpConfig();
        config.setUrl(URI.create(service.address()));
        // By itself it waits for five seconds, which a busy machine may take.
        config.setTimeoutInMillis(60_000);
        if (compression == Compression.GZIP) {
            config.setCompression(HttpConfig.Compression.GZIP);
        }
        OpenLineageClient client = new OpenLineageClient(new HttpTransport(config));
        client.emit(event(run, OpenLineage.RunEvent.EventType.START, 0));
        client.emit(event(run, OpenLineage.RunEvent.EventType.COMPLETE, 3));
        client.close();

        JsonNode recorded = service.run(run);
        assertThat(recorded.path("state").stringValue()).isEqualTo("COMPLETE");
        assertThat(recorded.path("durationMillis").longValue()).isEqualTo(3000);
        assertThat(recorded.path("outputs").get(0).path("version").stringValue())
                .isEqualTo("42");
    }

    private static OpenLineage.RunEvent event(UUID run, OpenLineage.RunEvent.EventType type, int second) {
        OpenLineage.OutputDataset output = LINEAGE.newOutputDatasetBuilder()
                .namespace("s3://lake")
                .name("orders")
                .facets(LINEAGE.newDatasetFacetsBuilder()
                        .version(LINEAGE.newDatasetVersionDatasetFacet("42"))
                        .build())
                .build();
        return LINEAGE.newRunEventBuilder()
                .eventType(type)
                .eventTime(ZonedDateTime.parse("2026-01-31T12:00:00+01:00").plusSeconds(second))
                .run(LINEAGE.newRunBuilder().runId(run).build())
                .job(LINEAGE.newJobBuilder().namespace("client").name("orders").build())
                .outputs(List.of(output))
                .build();
    }
}
