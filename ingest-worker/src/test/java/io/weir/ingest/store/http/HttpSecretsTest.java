package io.weir.ingest.store.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.DependencySettings;
import io.weir.ingest.store.SecretRefusedException;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoresUnavailableException;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.services.ServiceLocations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the worker makes of the platform's answers. */
class HttpSecretsTest {

    private HttpServer platform;
    private Secrets secrets;
    private int status = 200;
    private String body = "{}";
    private String asked = "";

    @BeforeEach
    void start() throws IOException {
        platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        platform.createContext("/", exchange -> {
            try (exchange) {
                asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        platform.start();
        URI address = URI.create("http://127.0.0.1:" + platform.getAddress().getPort());
        secrets = new HttpSecrets(
                new ServiceLocations(address, address, address, address),
                ServiceIdentity.silent(),
                new Dependencies(DependencySettings.DEFAULTS));
    }

    @AfterEach
    void stop() {
        platform.stop(0);
    }

    @Test
    void aValueIsAskedForAndPassedOnAsItIs() {
        body = "{\"value\":\" Endpoint=sb://n/;Key=é= \"}";
        assertThat(secrets.value("sales.hubs-1")).isEqualTo(" Endpoint=sb://n/;Key=é= ");
        assertThat(asked).isEqualTo("POST /internal/v1/secrets/sales.hubs-1/value");
    }

    @ParameterizedTest
    @CsvSource({"403", "409"})
    void whatOnlySomebodyCanChangeIsRefused(int answer) {
        status = answer;
        body = "{\"detail\":\"the key is lost\"}";
        assertThatThrownBy(() -> secrets.value("hubs"))
                .isInstanceOf(SecretRefusedException.class)
                .hasMessage("the platform does not tell the secret hubs: the key is lost");
    }

    /** 404 too: a secret that a store refers to is there, so that the store refers to another one by now. */
    @ParameterizedTest
    @CsvSource({"401", "404", "429", "500", "503"})
    void whatTimeMayChangeIsTriedAgain(int answer) {
        status = answer;
        assertThatThrownBy(() -> secrets.value("hubs"))
                .isInstanceOf(StoresUnavailableException.class)
                .hasMessageContaining("status " + answer);
    }

    @ParameterizedTest
    @CsvSource({
        "200, hunter2",
        "200, {}",
        "200, '{\"value\":7}'",
        "503, <html>hunter2</html>",
        "200, '{\"value\":\"hunter2'"
    })
    void whatIsNotThePlatformIsNotBelievedAndNotRepeated(int answer, String text) {
        status = answer;
        body = text;
        assertThatThrownBy(() -> secrets.value("hubs"))
                .isInstanceOf(StoresUnavailableException.class)
                .hasNoCause()
                .hasMessageNotContaining("hunter2");
        platform.stop(0);
        assertThatThrownBy(() -> secrets.value("hubs")).isInstanceOf(StoresUnavailableException.class);
    }
}
