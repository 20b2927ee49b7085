package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RepeatedRequestTest {

    private static final String RUNS = "/api/v1/jobs/orders/runs";
    private static TestService service;

    @BeforeAll
    static void start() {
        service = new TestService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theSameKeyStartsOneRun() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> request = Map.of("metadata", Map.of("a", 1));
        var first = service.post(RUNS, "Idempotency-Key", key, request);
        var again = service.post(RUNS, "Idempotency-Key", key, request);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(service.post(RUNS, "Idempotency-Key", key, Map.of()).status())
                .isEqualTo(422);
        assertThat(service.post("/api/v1/jobs/other/runs", "Idempotency-Key", key, request)
                        .status())
                .isEqualTo(422);
        assertThat(service.jdbc()
                        .sql("select count(*) from run join job using (job_id) where name = 'orders'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void anUnchangedRunIsNotSentAgain() {
        String run = "/api/v1/runs/"
                + service.post("/api/v1/jobs/tagged/runs", Map.of())
                        .json()
                        .path("run_id")
                        .stringValue();
        String tag = service.get(run).headers().get("etag");

        assertThat(tag).isNotNull();
        assertThat(service.send(service.request(run)
                                .header("If-None-Match", tag)
                                .GET())
                        .status())
                .isEqualTo(304);
    }
}
