package io.weir.support.idempotency;

import static io.weir.support.probe.Asking.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.weir.support.probe.Asking;
import io.weir.support.probe.Orders;
import io.weir.support.probe.ProbeService;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that may be done twice, and is done in no transaction. */
class RepeatableRequestsTest {

    private static final String TEA = "{\"what\":\"tea\"}";
    private static final String COFFEE = "{\"what\":\"coffee\"}";

    private static ProbeService.Running service;
    private static Asking asking;
    private static Orders orders;
    private int before;

    @BeforeAll
    static void start() {
        service = ProbeService.start();
        asking = service.asking();
        orders = service.bean(Orders.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void count() {
        before = orders.placed();
    }

    private static HttpResponse<String> order(String key, String json) {
        return asking.post("/orders/repeatable", json, IdempotentRequests.HEADER, key);
    }

    @Test
    void itIsAnsweredAgainWithoutDoingItAgain() {
        HttpResponse<String> first = order("same", TEA);
        HttpResponse<String> again = order("same", TEA);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(orders.placed()).isEqualTo(before + 1);
        problem(order("same", COFFEE), 422, "idempotency-key-reused");
    }

    @Test
    void workThatFailedLeavesTheKeyToOthers() {
        problem(order("failed", "{\"what\":\"nothing\"}"), 500, "internal");
        assertThat(order("failed", TEA).statusCode()).isEqualTo(201);
    }

    @Test
    void whileItIsDoneNoConnectionIsHeldAndOnlyTheSameRequestMayHaveTheKey() {
        CountDownLatch gate = new CountDownLatch(1);
        orders.waitFor(gate);
        var one = CompletableFuture.supplyAsync(() -> order("race", TEA));
        await().until(() -> orders.placed() == before + 1);
        await().until(() ->
                service.bean(HikariDataSource.class).getHikariPoolMXBean().getActiveConnections() == 0);
        problem(order("race", COFFEE), 422, "idempotency-key-reused");
        var other = CompletableFuture.supplyAsync(() -> order("race", TEA));
        await().until(() -> orders.placed() == before + 2);
        gate.countDown();

        assertThat(one.join().statusCode()).isEqualTo(201);
        assertThat(other.join().statusCode()).isEqualTo(201);
        assertThat(order("race", TEA).headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");
    }
}
