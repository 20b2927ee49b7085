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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Callers choose their keys without knowing of each other's. */
class KeysOfCallersTest {

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
        HttpResponse<String> anns = order("user:ann", path, KeyedOrders.TEA);
        HttpResponse<String> bens = order("user:ben", path, KeyedOrders.TEA);
        HttpResponse<String> coffee = order("user:cem", path, KeyedOrders.COFFEE);

        assertThat(anns.statusCode()).isEqualTo(201);
        assertThat(bens.statusCode()).isEqualTo(201);
        assertThat(bens.headers().firstValue(IdempotentRequests.REPLAYED)).isEmpty();
        assertThat(bens.body()).isNotEqualTo(anns.body());
        assertThat(coffee.statusCode()).as(coffee.body()).isEqualTo(201);
        assertThat(orders.placed()).isEqualTo(before + 3);

        HttpResponse<String> again = order("user:ann", path, KeyedOrders.TEA);
        assertThat(again.body()).isEqualTo(anns.body());
        assertThat(again.headers().firstValue(IdempotentRequests.REPLAYED)).hasValue("true");
        problem(order("user:ben", path, KeyedOrders.COFFEE), 422, "idempotency-key-reused");
        assertThat(orders.placed()).isEqualTo(before + 3);
    }

    @Test
    void whoMetAnothersKeyIsRememberedLongerThanIt() throws IOException {
        order("user:ann", "/orders", "3", KeyedOrders.TEA);
        String bens = order("user:ben", "/orders", "3", KeyedOrders.TEA).body();
        jdbc().sql("delete from idempotency_key where key = '3'").update();

        assertThat(order("user:ben", "/orders", "3", KeyedOrders.TEA).body()).isEqualTo(bens);
        assertThat(order("user:ann", "/orders", "3", KeyedOrders.TEA).body()).isNotEqualTo(bens);
    }

    /** In the middle of an upgrade the next attempt may get to a replica of either version. */
    @Test
    void replicasOfTheVersionBeforeFindWhatWasNotedAndAreFound() throws IOException {
        String first = order("user:ann", "/orders", "4", KeyedOrders.TEA).body();
        assertThat(jdbc().sql("select body::text from idempotency_key where key = '4'")
                        .query(String.class)
                        .single())
                .as("what a version before looks for")
                .isNotBlank();

        jdbc().sql("update idempotency_key set caller = null where key = '4'").update();
        assertThat(order("user:ann", "/orders", "4", KeyedOrders.TEA).body()).isEqualTo(first);
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(service.database().dataSource());
    }

    private static HttpResponse<String> order(String caller, String path, String json) throws IOException {
        // The same for all of them, and another for each way.
        return order(caller, path, path.endsWith("repeatable") ? "2" : "1", json);
    }

    private static HttpResponse<String> order(String caller, String path, String key, String json) throws IOException {
        String token = LocalIdentity.token(dataDir, new Identity(caller, Scope.WRITE));
        return service.asking().post(path, json, IdempotentRequests.HEADER, key, "Authorization", "Bearer " + token);
    }
}
