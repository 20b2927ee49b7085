package io.weir.platform.access;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.platform.TestService;
import io.weir.platform.secret.Secret;
import io.weir.platform.secret.Secrets;
import io.weir.platform.store.Store;
import io.weir.platform.store.Stores;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What belongs to whom, and how it changes hands. */
class OwnersTest extends AccessCalls {

    @Test
    void whatSomebodyMadeIsTheirsUntilTheyHandItOver() throws Exception {
        String path = "/api/v1/stores/opal.lake";
        String opal = user("opal", "WRITE");
        String pia = user("pia", "WRITE");
        long lent = granted("opal", "MANAGE", "STORE", "opal.*");
        settles("/api/v1/stores/opal.none", opal, 404);
        assertThat(json(call("POST", "/api/v1/stores", store("opal.lake"), opal))
                        .path("owner")
                        .asString())
                .isEqualTo("user:opal");
        made("/api/v1/stores", store("opal.other"));
        call("DELETE", "/api/v1/grants/" + lent, "", admin());
        settles("/api/v1/stores/opal.other", opal, 403);

        assertThat(get(path, opal).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/stores", opal).body()).contains("opal.lake").doesNotContain("opal.other");
        assertThat(canI("OWNERSHIP", "STORE", "opal.lake", opal).path("because").asString())
                .isEqualTo("it owns it");
        assertThat(canI("USAGE", "STORE", "opal.*", opal).path("allowed").asBoolean())
                .isFalse();
        refused(call("POST", "/api/v1/grants", grant("pia", "USAGE", "STORE", "opal.other", false), opal));
        refused(call("POST", "/api/v1/grants", grant("pia", "USAGE", "STORE", "opal.l*", false), opal));
        refused(call("POST", "/api/v1/grants", grant("pia", "USAGE", "STORE", "opal.lake", false), pia));
        assertThat(call("POST", "/api/v1/grants", grant("pia", "USAGE", "STORE", "opal.lake", false), opal)
                        .statusCode())
                .isEqualTo(201);
        settles(path, pia, 200);
        refused(handOver(path, "user:pia", pia));

        assertThat(handOver(path, "pia", opal).statusCode()).isEqualTo(422);
        HttpResponse<String> given = handOver(path, "user:pia", opal);
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        assertThat(given.headers().firstValue("ETag"))
                .isEqualTo(get(path, pia).headers().firstValue("ETag"));
        refused(get(path, opal));
        refused(handOver(path, "user:opal", opal));
        HttpResponse<String> again = handOver(path, "user:pia", opal);
        assertThat(again.statusCode()).as("its answer was lost").isEqualTo(200);
        assertThat(again.body()).isEqualTo(given.body());
        assertThat(again.headers().firstValue("ETag")).isEqualTo(given.headers().firstValue("ETag"));
        refused(handOver(path, "user:rob", opal));
        assertThat(handOver(path, "user:rob", pia).statusCode()).isEqualTo(200);
        refused(handOver(path, "user:pia", opal));
        assertThat(handOver(path, "user:pia", admin()).statusCode()).isEqualTo(200);
        assertThat(call("DELETE", path, "", pia).statusCode()).isEqualTo(204);

        made("/api/v1/stores", store("opal.lake"));
        settles(path, pia, 403);
        assertThat(get("/api/v1/grants?role=pia", admin()).body()).doesNotContain("opal.lake");
    }

    @Test
    void ofTwoWhoHandOverWhatTheyReadOneIsTold() throws Exception {
        made("/api/v1/stores", store("contested"));
        Stores stores = platform.bean(Stores.class);
        Store read = stores.get("contested");
        assertThat(stores.handOver(read, "user:first").owner()).isEqualTo("user:first");
        assertThatThrownBy(() -> stores.handOver(read, "user:second")).hasMessageContaining("changed since");
        assertThat(stores.get("contested").owner()).isEqualTo("user:first");
        Secrets secrets = platform.bean(Secrets.class);
        Instant now = Instant.now();
        Secret secret = new Secret(UUID.randomUUID(), "contested", "user:maker", Map.of(), "k", 0, now, now);
        secrets.add(secret, new byte[1]);
        assertThat(secrets.handOver(secret, "user:first")).isTrue();
        assertThat(secrets.handOver(secret, "user:second")).isFalse();
        assertThat(secrets.remove(secrets.get("contested"))).isTrue();
    }

    @Test
    void ownersOfTablesAndPipelinesAreAskedOfTheirServices() throws Exception {
        String rob = user("rob", "WRITE");
        platform.metadata.on(
                "/api/v1/tables/of.rob",
                exchange -> TestService.answer(exchange, 200, "application/json", "{\"owner\":\"user:rob\"}"));
        platform.ingest.on(
                "/api/v1/compute-pools/of.rob",
                exchange -> TestService.answer(exchange, 200, "application/json", "{\"owner\":\"user:rob\"}"));
        assertThat(canI("OWNERSHIP", "POOL", "of.rob", rob).path("allowed").asBoolean())
                .isTrue();
        platform.metadata.on("/api/v1/tables/silent", exchange -> TestService.answer(exchange, 500, "text/plain", ""));
        assertThat(canI("MANAGE", "TABLE", "of.rob", rob).path("allowed").asBoolean())
                .isTrue();
        assertThat(canI("MANAGE", "TABLE", "of.others", rob).path("allowed").asBoolean())
                .isFalse();
        assertThat(call("POST", "/api/v1/grants", grant("rob", "SELECT", "TABLE", "of.rob", true), rob)
                        .statusCode())
                .isEqualTo(201);
        refused(call("POST", "/api/v1/grants", grant("rob", "SELECT", "TABLE", "of.others", true), rob));
        HttpResponse<String> unknown =
                call("POST", "/api/v1/grants", grant("rob", "SELECT", "TABLE", "silent", true), rob);
        assertThat(unknown.statusCode()).isEqualTo(503);
        assertThat(unknown.headers().firstValue("Retry-After")).isPresent();
    }
}
