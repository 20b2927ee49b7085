package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which platform a command asks, and as whom: command line, environment, {@code .env}, {@code weir.yaml}, default. */
class SettingLevelsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final List<HttpServer> gateways = new ArrayList<>();

    /** Who was asked last, and what it was shown. */
    private volatile String asked = "nobody";

    @AfterEach
    void stop() {
        gateways.forEach(gateway -> gateway.stop(0));
    }

    /** A gateway without stores, which notes that it was asked. */
    private String gateway(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked = name + " by " + exchange.getRequestHeaders().getFirst("Authorization");
            byte[] body = "{\"items\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        gateways.add(server);
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String listStores(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("stores", "list"));
        arguments.addAll(List.of(more));
        asked = "nobody";
        try (WeirProcess weir = WeirProcess.in(folder, environment, arguments.toArray(String[]::new))) {
            int code = weir.exitCode(PATIENCE);
            return asked.equals("nobody") ? code + " " + weir.errors().strip() : asked;
        }
    }

    @Test
    void theFirstLevelThatNamesAPlatformOrATokenIsHeard() throws Exception {
        assertThat(listStores())
                .startsWith("1 weir: nothing runs on ")
                .contains(folder.resolve(".weir").toString());
        Path file = folder.resolve("weir.yaml");
        Files.writeString(file, "{url: '" + gateway("file") + "', token: of-file}");
        assertThat(listStores()).isEqualTo("file by Bearer of-file");
        Files.writeString(folder.resolve(".env"), "WEIR_URL=" + gateway(".env") + "\nWEIR_TOKEN=of-dot-env\n");
        assertThat(listStores()).isEqualTo(".env by Bearer of-dot-env");
        environment.putAll(Map.of("WEIR_URL", gateway("environment"), "WEIR_TOKEN", "of-environment"));
        assertThat(listStores()).isEqualTo("environment by Bearer of-environment");
        assertThat(listStores("--url", gateway("command line"))).isEqualTo("command line by Bearer of-environment");
        assertThat(listStores("--url", "")).startsWith("1 weir: '' is no address of a gateway");
    }
}
