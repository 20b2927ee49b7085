package io.weir.support.etag;

import static io.weir.support.probe.Asking.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.probe.Asking;
import io.weir.support.probe.Orders;
import io.weir.support.probe.ProbeService;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IfMatchTest {

    private static ProbeService.Running service;
    private static Asking asking;

    @BeforeAll
    static void start() {
        service = ProbeService.start();
        asking = service.asking();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aStaleIfMatchIsRefused() {
        assertThat(asking.send("PUT", "/orders/7", "").statusCode()).isEqualTo(200);
        assertThat(asking.send("PUT", "/orders/7", "", "If-Match", "\"6\", \"7\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(asking.send("PUT", "/orders/7", "", "If-Match", "*").statusCode())
                .isEqualTo(200);
        assertThat(problem(asking.send("PUT", "/orders/7", "", "If-Match", "\"6\""), 412, "stale-etag")
                        .get("currentETag")
                        .asString())
                .isEqualTo("\"7\"");
        problem(asking.send("PUT", "/orders/7", "", "If-Match", "W/\"7\""), 412, "stale-etag");
        problem(asking.send("PUT", "/orders/7", "", "If-Match", "garbage"), 412, "stale-etag");
    }

    @Test
    void whoSendsNoTagIsNotToldOfOthersChanges() {
        for (String[] headers : new String[][] {{}, {"If-Match", "*"}}) {
            HttpResponse<String> changed = asking.send("PATCH", "/orders/9", "", headers);
            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(changed.body()).isEqualTo("10");
        }
        problem(asking.send("PATCH", "/orders/1", "", "If-Match", "\"7\""), 412, "stale-etag");
    }

    @Test
    void whoComesTooLateEachTimeMayComeAgain() {
        HttpResponse<String> late = asking.send("PATCH", "/orders/10", "");
        problem(late, 503, "unavailable");
        assertThat(late.headers().firstValue("Retry-After")).hasValue("1");
    }

    /** Whoever sends a tag must not believe that it was looked at. */
    @Test
    void aTagOfWhatHasNoneIsRefusedAndNothingIsDone() {
        Orders orders = service.bean(Orders.class);
        int before = orders.placed();
        assertThat(problem(asking.send("DELETE", "/orders/notes", "", "If-Match", "\"7\""), 412, "stale-etag")
                        .path("detail")
                        .asString())
                .contains("compares no tags");
        assertThat(orders.placed()).isEqualTo(before);
        for (String[] headers : new String[][] {{}, {"If-Match", "*"}}) {
            assertThat(asking.send("DELETE", "/orders/notes", "", headers).statusCode())
                    .isEqualTo(200);
        }
        assertThat(orders.placed()).isEqualTo(before + 2);
    }
}
