package io.weir.support.idempotency;

import static io.weir.support.probe.Asking.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.identity.Identity;
import io.weir.support.identity.LocalIdentity;
import io.weir.support.identity.Scope;
import io.weir.support.probe.Orders;
import io.weir.support.probe.ProbeService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers choose their keys without knowing of each other's. */
class KeysOfCallersTest {

    private static final String TEA = "{\"what\":\"tea\"}";
    private static final String COFFEE = "{\"what\":\"coffee\"}";

    @TempDir
    private static Path dataDir;

    private static ProbeService.Running service;
    private static Orders orders;

    @BeforeAll
    static void start() {
        service = ProbeService.start(
                "--weir.identity.enabled=true", "--weir.identity.keeper=true", "--weir.data-dir=" + dataDir);
        orders = service.bean(Orders.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders", "/orders/repeatable"})
    void nobodyMeetsTheAnswerOfAnotherWhoChoseTheSameKey(String path) throws IOException {
        int before = orders.placed();
        HttpResponse<String> anns = order("user:ann", path, TEA);
        HttpResponse<String> bens = order("user:ben", path, TEA);
        HttpResponse<String> coffee = order("user:cem", path, COFFEE);

        assertThat(anns.statusCode()).isEqualTo(201);
        assertThat(bens.statusCode()).isEqualTo(201);
        assertThat(bens.headers().firstValue(IdempotentRequests.REPLAYED)).isEmpty();
        assertThat(bens.body()).isNotEqualTo(anns.body());
        assertThat(coffee.statusCode()).as(coffee.body()).isEqualTo(201);
        assertThat(orders.placed()).isEqualTo(before + 3);

        HttpResponse<String> again = order("user:ann", path, TEA);
        assertThat(again.body()).isEqualTo(anns.body());
        assertThat(again.headers().firstValue(IdempotentRequests.REPLAYED)).hasValue("true");
        problem(order("user:ben", path, COFFEE), 422, "idempotency-key-reused");
        assertThat(orders.placed()).isEqualTo(before + 3);
    }

    private static HttpResponse<String> order(String caller, String path, String json) throws IOException {
        String token = LocalIdentity.token(dataDir, new Identity(caller, Scope.WRITE));
        // The same for all of them, and another for each way.
        String key = path.endsWith("repeatable") ? "2" : "1";
        return service.asking().post(path, json, IdempotentRequests.HEADER, key, "Authorization", "Bearer " + token);
    }
}
