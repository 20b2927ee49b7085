package io.weir.support.idempotency;

import io.weir.support.probe.Asking;
import io.weir.support.probe.Orders;
import io.weir.support.probe.ProbeService;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders that come with keys, at a service that counts what it does. */
abstract class KeyedOrders {

    static final String TEA = "{\"what\":\"tea\"}";
    static final String COFFEE = "{\"what\":\"coffee\"}";
    static final String NOTHING = "{\"what\":\"nothing\"}";

    static ProbeService.Running service;
    static Asking asking;
    static Orders orders;
    int before;

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

    static HttpResponse<String> order(String path, String key, String json) {
        return asking.post(path, json, IdempotentRequests.HEADER, key);
    }

    static JdbcClient database() {
        return JdbcClient.create(service.database().dataSource());
    }

    static long noted(String key) {
        return database()
                .sql("select count(*) from idempotency_key where key = ?")
                .param(key)
                .query(Long.class)
                .single();
    }
}
