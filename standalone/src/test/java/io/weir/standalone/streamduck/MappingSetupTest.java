package io.weir.standalone.streamduck;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.standalone.demo.Gateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A gateway of the version before, which answers 428 to a change that says nothing of what it means to change. */
class MappingSetupTest {

    private static final Mapping MAPPING = new Mapping(
            "1",
            new HubSource("localhost:1", "orders", "$Default", StartPosition.EARLIEST, Optional.empty()),
            new TableTarget.File(Path.of("/shop.duckdb"), "ingest.orders"),
            1000);

    private static final StreamDuckEnvironment ENVIRONMENT = new StreamDuckEnvironment(
            List.of(MAPPING),
            new ControlTable(Optional.empty(), ControlTable.DEFAULT_SCHEMA, ControlTable.DEFAULT_TABLE),
            new Knobs(1000, Duration.ofSeconds(60), 10, Duration.ofSeconds(60), 2, Duration.ofSeconds(30)),
            Optional.empty(),
            "",
            List.of(),
            List.of());

    private final List<String> changes = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String tag = exchange.getRequestHeaders().getFirst("If-Match");
            boolean change = exchange.getRequestMethod().equals("PATCH");
            if (change && tag != null) {
                changes.add(tag + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
            byte[] body =
                    JsonMapper.shared().writeValueAsBytes(change && tag == null ? Map.of("status", 428) : pipeline());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(change && tag == null ? 428 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Of batches that are smaller than those of the mapping. */
    private static Map<String, Object> pipeline() {
        return Map.of(
                "name",
                PipelineRequests.name(MAPPING),
                "state",
                "STOPPED",
                "source",
                Map.of("consumerGroup", "$Default"),
                "batch",
                Map.of("maxRows", 7, "maxWaitMillis", 60_000));
    }

    @Test
    void aPipelineIsChangedWhateverTheGatewayWantsToBeTold() {
        URI address = URI.create("http://localhost:" + server.getAddress().getPort());
        new MappingSetup(new Gateway(address, request -> {}), ENVIRONMENT).pipeline(MAPPING);

        assertThat(changes)
                .singleElement()
                .satisfies(change -> assertThat(change).startsWith("* {").contains("\"maxRows\":1000"));
    }
}
