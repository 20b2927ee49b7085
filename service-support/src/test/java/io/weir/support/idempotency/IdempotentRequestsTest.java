package io.weir.support.idempotency;

import static io.weir.support.probe.Asking.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

class IdempotentRequestsTest extends KeyedOrders {

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
        order("other", TEA);
        problem(order("other", COFFEE), 422, "idempotency-key-reused");
        assertThat(orders.placed()).isEqualTo(before + 1);
    }

    @Test
    void withoutAKeyEachRequestIsDone() {
        asking.post("/orders", TEA);
        asking.post("/orders", TEA);
        assertThat(orders.placed()).isEqualTo(before + 2);
    }

    @Test
    void workThatFailedLeavesNoAnswerBehind() {
        problem(order("failed", NOTHING), 500, "internal");
        problem(order("failed", NOTHING), 500, "internal");
        assertThat(orders.placed()).isEqualTo(before + 2);
        assertThat(order("failed", TEA).statusCode()).isEqualTo(201);
    }

    @Test
    void twoAtOnceDoItOnce() {
        CountDownLatch gate = new CountDownLatch(1);
        orders.waitFor(gate);
        var one = CompletableFuture.supplyAsync(() -> order("race", TEA));
        await().until(() -> orders.placed() == before + 1);
        var other = CompletableFuture.supplyAsync(() -> order("race", TEA));
        await().until(IdempotentRequestsTest::somebodyWaits);
        gate.countDown();

        assertThat(other.join().body()).isEqualTo(one.join().body());
        assertThat(orders.placed()).isEqualTo(before + 1);
    }

    @Test
    void whoWaitsTooLongIsToldToComeBack() {
        CountDownLatch gate = new CountDownLatch(1);
        orders.waitFor(gate);
        var one = CompletableFuture.supplyAsync(() -> order("slow", TEA));
        await().until(() -> orders.placed() == before + 1);
        HttpResponse<String> other = order("slow", TEA);
        gate.countDown();

        problem(other, 409, "idempotency-key-in-use");
        assertThat(other.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(one.join().statusCode()).isEqualTo(201);
    }

    @Test
    void aKeyIsBounded() {
        assertThat(problem(order("k".repeat(256), TEA), 422, "invalid-request")
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("Idempotency-Key");
    }

    @Test
    void answersAreForgottenAfterADay() {
        order("old", TEA);
        database()
                .sql("update idempotency_key set created_at = now() - interval '25 hours' where key = 'old'")
                .update();
        order("new", TEA);
        assertThat(noted("old")).isZero();
    }

    /** Met, and cleared away by another request before it is read. */
    @Test
    void aKeyThatIsForgottenMeanwhileIsToldToComeBack() {
        JsonMapper json = service.bean(JsonMapper.class);
        JdbcClient forgetful = sql -> {
            if (sql.startsWith("select fingerprint")) {
                database().sql("delete from idempotency_key").update();
            }
            return service.bean(JdbcClient.class).sql(sql);
        };
        IdempotentRequests requests = new IdempotentRequests(
                new FirstAnswers(forgetful, json),
                new Fingerprints(json),
                new TransactionTemplate(service.bean(PlatformTransactionManager.class)));
        Supplier<ResponseEntity<String>> repeated =
                () -> requests.once("forgotten", "order", "tea", String.class, () -> ResponseEntity.ok("tea"));
        assertThat(repeated.get().getBody()).isEqualTo("tea");

        assertThatThrownBy(repeated::get)
                .isInstanceOfSatisfying(ProblemException.class, told -> assertThat(told.problem())
                        .isEqualTo(CommonProblem.IDEMPOTENCY_KEY_IN_USE));
        assertThat(repeated.get().getHeaders().containsHeader(IdempotentRequests.REPLAYED))
                .isFalse();
    }

    private static boolean somebodyWaits() {
        return database()
                        .sql("select count(*) from pg_stat_activity where usename = current_user"
                                + " and wait_event_type = 'Lock'")
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static HttpResponse<String> order(String key, String body) {
        return order("/orders", key, body);
    }
}
