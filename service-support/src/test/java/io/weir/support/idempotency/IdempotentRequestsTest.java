package io.weir.support.idempotency;

import static io.weir.support.probe.Asking.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.springframework.jdbc.core.simple.JdbcClient;

class IdempotentRequestsTest {

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

    @Test
    void theSameRequestIsAnsweredAgainWithoutDoingItAgain() {
        HttpResponse<String> first = order("same", "{\"what\":\"tea\",\"notes\":[\"hot\"]}");
        HttpResponse<String> again = order("same", "{ \"notes\": [\"hot\"],  \"what\": \"tea\" }");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body()).contains("tea");
        assertThat(again.headers().firstValue("ETag")).isEqualTo(first.headers().firstValue("ETag"));
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(orders.placed()).isEqualTo(before + 1);
    }

    @Test
    void anotherRequestUnderTheKeyIsRefused() {
        order("other", "{\"what\":\"tea\"}");
        problem(order("other", "{\"what\":\"coffee\"}"), 422, "idempotency-key-reused");
        assertThat(orders.placed()).isEqualTo(before + 1);
    }

    @Test
    void withoutAKeyEachRequestIsDone() {
        asking.post("/orders", "{\"what\":\"tea\"}");
        asking.post("/orders", "{\"what\":\"tea\"}");
        assertThat(orders.placed()).isEqualTo(before + 2);
    }

    @Test
    void workThatFailedLeavesNoAnswerBehind() {
        problem(order("failed", "{\"what\":\"nothing\"}"), 500, "internal");
        problem(order("failed", "{\"what\":\"nothing\"}"), 500, "internal");
        assertThat(orders.placed()).isEqualTo(before + 2);
        assertThat(order("failed", "{\"what\":\"tea\"}").statusCode()).isEqualTo(201);
    }

    @Test
    void twoAtOnceDoItOnce() {
        CountDownLatch gate = new CountDownLatch(1);
        orders.waitFor(gate);
        var one = CompletableFuture.supplyAsync(() -> order("race", "{\"what\":\"tea\"}"));
        await().until(() -> orders.placed() == before + 1);
        var other = CompletableFuture.supplyAsync(() -> order("race", "{\"what\":\"tea\"}"));
        await().until(IdempotentRequestsTest::somebodyWaits);
        gate.countDown();

        assertThat(other.join().body()).isEqualTo(one.join().body());
        assertThat(orders.placed()).isEqualTo(before + 1);
    }

    @Test
    void whoWaitsTooLongIsToldToComeBack() {
        CountDownLatch gate = new CountDownLatch(1);
        orders.waitFor(gate);
        var one = CompletableFuture.supplyAsync(() -> order("slow", "{\"what\":\"tea\"}"));
        await().until(() -> orders.placed() == before + 1);
        HttpResponse<String> other = order("slow", "{\"what\":\"tea\"}");
        gate.countDown();

        problem(other, 409, "idempotency-key-in-use");
        assertThat(other.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(one.join().statusCode()).isEqualTo(201);
    }

    @Test
    void aKeyIsBounded() {
        assertThat(problem(order("k".repeat(256), "{\"what\":\"tea\"}"), 422, "invalid-request")
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("Idempotency-Key");
    }

    @Test
    void answersAreForgottenAfterADay() {
        JdbcClient jdbc = JdbcClient.create(service.database().dataSource());
        order("old", "{\"what\":\"tea\"}");
        jdbc.sql("update idempotency_key set created_at = now() - interval '25 hours' where key = 'old'")
                .update();
        order("new", "{\"what\":\"tea\"}");
        assertThat(jdbc.sql("select count(*) from idempotency_key where key = 'old'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static boolean somebodyWaits() {
        return JdbcClient.create(service.database().dataSource())
                        .sql("select count(*) from pg_stat_activity where usename = current_user"
                                + " and wait_event_type = 'Lock'")
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static HttpResponse<String> order(String key, String body) {
        return asking.post("/orders", body, "Idempotency-Key", key);
    }
}
