package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The platform's own events reach an endpoint outside, in order and at least once, whatever it does; others do not. */
@ExtendWith(OutputCaptureExtension.class)
class ForwardTest {

    private static final String SECRET = "s3cret-token";

    @TempDir
    private Path folder;

    private Path token;

    @BeforeEach
    void writeToken() throws IOException {
        token = Files.writeString(folder.resolve("token"), SECRET + "\n");
    }

    @Test
    void eventsOfARunArriveInOrderWhateverTheEndpointDoes(CapturedOutput output) {
        try (Endpoint endpoint = new Endpoint(
                        503, Endpoint.Mood.LOSES_THE_REPLY, Endpoint.Mood.STALLS, 404, 401, 201, 500, 429);
                TestService service = start(
                        endpoint.address(), "--weir.lineage.forward.token=file:" + token, "--weir.outbox.timeout=2s")) {
            UUID foreign = UUID.randomUUID();
            take(service, TestEvents.run("COMPLETE", foreign, "foreign", 0));
            UUID pipeline = UUID.randomUUID();
            Map<String, Object> own = TestEvents.run("START", pipeline, "pipeline", 0);
            own.put("producer", "https://weir.io/ingest-worker");
            take(service, own);
            take(service, own);
            String run = OwnRun.lead(service);

            await().until(() -> waiting(service) == 0 && endpoint.hasDoneAll());
            List<String> types = new ArrayList<>();
            endpoint.arrivals().stream()
                    .filter(arrival -> arrival.run().equals(run))
                    .map(Endpoint.Arrival::type)
                    .filter(type ->
                            types.isEmpty() || !types.get(types.size() - 1).equals(type))
                    .forEach(types::add);
            assertThat(types).containsExactly("START", "OTHER", "COMPLETE");
            assertThat(endpoint.arrivals()).extracting(Endpoint.Arrival::run).contains(pipeline.toString());
            assertThat(endpoint.arrivals()).extracting(Endpoint.Arrival::run).doesNotContain(foreign.toString());
            assertThat(endpoint.arrivals())
                    .extracting(Endpoint.Arrival::authorization)
                    .containsOnly("Bearer " + SECRET);
            MeterRegistry meters = service.bean(MeterRegistry.class);
            assertThat(meters.get("weir.outbox.attempts")
                            .tags("destination", "external", "outcome", "delivered")
                            .counter()
                            .count())
                    .isEqualTo(4);
            // More than the orders made, where an answer came too late; the call itself may arrive still later.
            await().untilAsserted(() -> assertThat(meters.get("weir.outbox.attempts")
                            .tags("destination", "external", "outcome", "failed")
                            .counter()
                            .count())
                    .isEqualTo(endpoint.arrivals().size() - 4)
                    .isGreaterThanOrEqualTo(7));
        }
        assertThat(output.getAll()).contains("will be sent again").doesNotContain(SECRET, "hidden-key");
    }

    @Test
    void whatIsRefusedIsParkedWithoutASecretAndTheRestGoesOn(CapturedOutput output) {
        try (Endpoint endpoint = new Endpoint(422);
                TestService service = start(endpoint.address(), "--weir.lineage.forward.token=file:" + token)) {
            String run = OwnRun.lead(service);
            await().until(() -> waiting(service) == 0);
            assertThat(endpoint.arrivals()).extracting(Endpoint.Arrival::run).containsOnly(run);
            assertThat(endpoint.arrivals())
                    .extracting(Endpoint.Arrival::type)
                    .containsExactly("START", "OTHER", "COMPLETE");
            assertThat(service.jdbc()
                            .sql("select to_jsonb(m)::text from outbox_message m")
                            .query(String.class)
                            .single())
                    .contains("answered 422")
                    .doesNotContain(SECRET, "hidden-key");
        }
        assertThat(output.getAll()).contains("is parked").doesNotContain(SECRET, "hidden-key");
    }

    @Test
    void settingsThatCannotWorkAreToldWithoutTheirSecrets(CapturedOutput output) {
        assertThatThrownBy(() -> start("http://localhost:1/", "--weir.lineage.forward.token=" + SECRET))
                .rootCause()
                .hasMessageContaining("env:NAME or file:/PATH");
        assertThatThrownBy(() -> start("http://user:" + SECRET + "@localhost:1/"))
                .rootCause()
                .hasMessageContaining("must hold no credentials");
        assertThat(output.getAll()).doesNotContain(SECRET);
    }

    private static TestService start(String url, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--weir.lineage.forward.enabled=true",
                "--weir.lineage.forward.url=" + url,
                "--weir.outbox.first-backoff=10ms",
                "--weir.outbox.maximum-backoff=50ms",
                "--weir.outbox.poll-interval=50ms"));
        arguments.addAll(List.of(more));
        return new TestService(arguments.toArray(String[]::new));
    }

    private static void take(TestService service, Map<String, Object> event) {
        assertThat(service.post("/api/v1/lineage", event).status()).isEqualTo(201);
    }

    private static long waiting(TestService service) {
        return service.jdbc()
                .sql("select count(*) from outbox_message where parked_at is null")
                .query(Long.class)
                .single();
    }
}
