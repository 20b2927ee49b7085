package io.weir.support.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthProbeTest {

    private volatile int status = 200;
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        service.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void isReadyOnlyWhenTheServiceSaysSo() {
        URI address = HealthProbe.address(
                Map.of(), Integer.toString(service.getAddress().getPort()));
        assertThat(HealthProbe.isReady(address)).isTrue();
        status = 503;
        assertThat(HealthProbe.isReady(address)).isFalse();
        status = 302;
        assertThat(HealthProbe.isReady(address)).isFalse();
        service.stop(0);
        assertThat(HealthProbe.isReady(address)).isFalse();
    }

    @Test
    void asksWhereTheServiceWasToldToListen() {
        assertThat(HealthProbe.address(Map.of(), "8081")).hasPort(8081);
        assertThat(HealthProbe.address(Map.of("SERVER_PORT", "1"), "8081")).hasPort(1);
        assertThat(HealthProbe.address(Map.of("SERVER_PORT", "1", "MANAGEMENT_SERVER_PORT", "2"), "8081"))
                .hasPort(2);
    }
}
