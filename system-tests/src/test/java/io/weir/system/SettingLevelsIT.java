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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    /** A folder may be anybody's: what was got from there by git, say, names where it likes. */
    @Test
    void aTokenGoesToNoAddressThatAWeakerLevelNames() throws Exception {
        Path file = folder.resolve("weir.yaml");
        Path dotEnv = folder.resolve(".env");
        environment.put("WEIR_TOKEN", "of-environment");
        Files.writeString(file, "{url: '" + gateway("file") + "', token: of-file}");
        assertThat(listStores())
                .startsWith("1 weir: the token of WEIR_TOKEN (environment) is not sent to http://127.0.0.1:")
                .contains("which weir.yaml of this folder names", "--url", "WEIR_URL")
                .doesNotContain("of-environment", "of-file");
        Files.writeString(dotEnv, "WEIR_URL=" + gateway(".env") + "\n");
        assertThat(listStores()).startsWith("1 ").contains("which .env of this folder names");
        environment.clear();
        assertThat(listStores()).as("the folder's own token").isEqualTo(".env by Bearer of-file");
        Files.writeString(dotEnv, "WEIR_TOKEN=of-dot-env\n");
        assertThat(listStores()).startsWith("1 ").contains("WEIR_TOKEN (.env) is not sent to");
        environment.put("WEIR_URL", gateway("environment"));
        assertThat(listStores()).isEqualTo("environment by Bearer of-dot-env");
    }

    /** As one of the environment would, for what declares secrets and for {@code env:NAME}. */
    @Test
    void aVariableOfTheFileHoldsASecret() throws Exception {
        Queue<String> sent = new ConcurrentLinkedQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean creates = exchange.getRequestMethod().equals("POST");
            if (creates) {
                sent.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
            byte[] body = (creates ? "{\"name\":\"partner\"}" : "{\"code\":\"secret-not-found\",\"status\":404}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", creates ? "application/json" : "application/problem+json");
            exchange.sendResponseHeaders(creates ? 201 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        gateways.add(server);
        Files.writeString(
                folder.resolve("lake.yaml"),
                "kind: Secret\nname: partner\nspec: {valueFrom: {environment: PARTNER_PASSWORD}}\n");
        String[] apply = {
            "apply",
            "-f",
            "lake.yaml",
            "--url",
            "http://127.0.0.1:" + server.getAddress().getPort()
        };
        try (WeirProcess weir = WeirProcess.in(folder, environment, apply)) {
            assertThat(weir.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(weir.errors()).contains("PARTNER_PASSWORD is not set");
        }
        assertThat(sent).isEmpty();
        Files.writeString(folder.resolve(".env"), "PARTNER_PASSWORD=of-dot-env\n");
        try (WeirProcess weir = WeirProcess.in(folder, environment, apply)) {
            assertThat(weir.exitCode(PATIENCE)).as(weir.errors()).isZero();
        }
        assertThat(sent).singleElement().asString().contains("of-dot-env");
    }

    /** The data folder is below the folder unless something else is said, and so anybody's, too. */
    @Test
    void aTokenGoesToNoOtherMachineThatADataFolderNames() throws Exception {
        environment.put("WEIR_TOKEN", "of-environment");
        Path run = Files.createDirectory(folder.resolve(".weir")).resolve("weir.run");
        String here = gateway("data folder");
        Files.writeString(
                run,
                "process=" + ProcessHandle.current().pid() + "\nplatform-api="
                        + here.replace("127.0.0.1", "localhost"));
        assertThat(listStores()).startsWith("1 weir: cannot read ").contains("not on this machine");
        Files.writeString(run, "process=" + ProcessHandle.current().pid() + "\nplatform-api=" + here);
        assertThat(listStores()).isEqualTo("data folder by Bearer of-environment");
    }
}
