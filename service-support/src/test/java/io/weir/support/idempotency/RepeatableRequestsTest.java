package io.weir.support.idempotency;

import static io.weir.support.probe.Asking.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that may be done twice, and is done in no transaction. */
class RepeatableRequestsTest extends KeyedOrders {

    private final CountDownLatch gate = new CountDownLatch(1);

    /** Also where the test failed before it did. */
    @AfterEach
    void letThrough() {
        gate.countDown();
    }

    private static HttpResponse<String> order(String key, String json) {
        return order("/orders/repeatable", key, json);
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
        problem(order("failed", NOTHING), 500, "internal");
        assertThat(order("failed", TEA).statusCode()).isEqualTo(201);
    }

    @Test
    void whileItIsDoneNoConnectionIsHeldAndNothingIsNoted() {
        orders.waitFor(gate);
        var one = CompletableFuture.supplyAsync(() -> order("race", TEA));
        await().until(() -> orders.placed() == before + 1);
        await().until(() ->
                service.bean(HikariDataSource.class).getHikariPoolMXBean().getActiveConnections() == 0);
        assertThat(noted("race")).as("who finds a key expects its answer").isZero();
        var other = CompletableFuture.supplyAsync(() -> order("race", TEA));
        await().until(() -> orders.placed() == before + 2);
        gate.countDown();

        assertThat(one.join().statusCode()).isEqualTo(201);
        assertThat(other.join().body())
                .as("both are answered the same")
                .isEqualTo(one.join().body());
        assertThat(order("race", TEA).headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");
    }

    @Test
    void whoFailsTakesNothingFromWhoDoesTheSame() {
        orders.waitFor(gate);
        orders.refuse(before + 2);
        var one = CompletableFuture.supplyAsync(() -> order("half", TEA));
        await().until(() -> orders.placed() == before + 1);
        problem(order("half", TEA), 500, "internal");
        gate.countDown();

        assertThat(one.join().statusCode()).isEqualTo(201);
        assertThat(order("half", TEA).body()).isEqualTo(one.join().body());
        problem(order("half", COFFEE), 422, "idempotency-key-reused");
    }
}
