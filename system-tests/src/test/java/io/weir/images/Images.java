package io.weir.images;

import io.weir.deployment.ServiceDatabases;
import io.weir.test.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The four images, and one container of each, wired by environment variables alone. */
final class Images implements AutoCloseable {

    /** The one whose archive of classes is made, and must be usable. */
    static final String REHEARSED = "lineage-service";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Image> images = new LinkedHashMap<>();
    private final Map<String, Process> processes = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final Map<String, Integer> managementPorts = new HashMap<>();
    private final ServiceDatabases databases;
    private final Path data;

    private Images(Path data, ServiceDatabases databases) {
        this.data = data;
        this.databases = databases;
    }

    static Images make(Path folder) throws IOException, InterruptedException, SQLException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
        Dockerfile dockerfile = Dockerfile.read();
        Image layers = Image.make(dockerfile, "layers", folder, data, Map.of(), false);
        Images made = new Images(data, ServiceDatabases.start());
        String rehearsed = System.getProperty("weir.images.rehearse", REHEARSED);
        int port = FreePorts.base();
        int managementPort = port + Dockerfile.SERVICES.size();
        for (String service : Dockerfile.SERVICES) {
            boolean rehearse = Java25.isHere() && (rehearsed.equals("all") || rehearsed.equals(service));
            made.images.put(service, Image.make(dockerfile, service, folder, data, Map.of("layers", layers), rehearse));
            made.ports.put(service, port++);
            made.managementPorts.put(service, managementPort++);
            made.writePassword(service);
        }
        return made;
    }

    /** As a mounted secret: a file named after the setting. */
    private void writePassword(String service) throws IOException {
        Path file = image(service).file("/run/secrets/spring.datasource.password");
        Files.createDirectories(file.getParent());
        Files.writeString(file, databases.password(schema(service)) + "\n");
    }

    private static String schema(String service) {
        return service.substring(0, service.indexOf('-'));
    }

    void start() throws IOException, InterruptedException {
        for (String service : images.keySet()) {
            processes.put(service, image(service).run(environment(service)));
        }
        for (String service : images.keySet()) {
            if (!await(nothing -> answers(service))) {
                throw new AssertionError(
                        service + " is not ready: " + image(service).output());
            }
        }
    }

    /** Runs the image as the chart's job before an upgrade does; its exit code. */
    int migrate(String service) throws IOException, InterruptedException {
        Map<String, String> environment = environment(service);
        environment.merge("JDK_JAVA_OPTIONS", "-Dspring.context.exit=onRefresh", (first, more) -> first + " " + more);
        Process process = image(service).run(environment);
        return process.waitFor(2, TimeUnit.MINUTES) ? process.exitValue() : -1;
    }

    boolean isMigrated(String service) throws SQLException {
        return databases.hasTable(schema(service), "flyway_schema_history");
    }

    private Map<String, String> environment(String service) {
        String schema = schema(service);
        Map<String, String> environment = new HashMap<>();
        environment.put("SERVER_PORT", ports.get(service).toString());
        environment.put("SPRING_DATASOURCE_URL", databases.url());
        environment.put("SPRING_DATASOURCE_USERNAME", databases.username(schema));
        environment.put("SPRING_CONFIG_IMPORT", "configtree:/run/secrets/");
        environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(managementPorts.get(service)));
        // What is tested here is the images; callers have nothing to prove.
        environment.put("WEIR_IDENTITY_ENABLED", "false");
        ports.forEach((name, port) -> environment.put(
                "WEIR_SERVICES_" + schema(name).toUpperCase(Locale.ROOT) + "_URL", "http://127.0.0.1:" + port));
        if (Files.exists(image(service).file("/weir/service.aot"))) {
            // An archive that does not fit is an error then, not a slower start.
            environment.put("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
        }
        return environment;
    }

    private Image image(String service) {
        return Objects.requireNonNull(images.get(service));
    }

    private boolean answers(String service) {
        try {
            return get(service, "/actuator/health/readiness").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean await(Predicate<Images> reached) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.test(this)) {
            boolean isDead = processes.values().stream().anyMatch(process -> !process.isAlive());
            if (isDead || System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }

    boolean awaitFile(String path) throws InterruptedException {
        return await(nothing -> Files.exists(data.resolve(path)));
    }

    int checkHealth(String service) throws IOException, InterruptedException {
        return image(service).checkHealth(environment(service));
    }

    HttpResponse<String> get(String service, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address(service, path))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** At the port of the service itself, whatever {@code path}. */
    HttpResponse<String> getPublic(String service, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + ports.get(service) + path);
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Through the gateway. */
    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address("platform-api", path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String service, String path) {
        Integer port = path.startsWith("/actuator/") ? managementPorts.get(service) : ports.get(service);
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Path file(String service, String path) {
        return image(service).file(path);
    }

    /** Asks every container to stop, as an engine does; the exit code that they have in common. */
    int stop() throws InterruptedException {
        int code = 143;
        for (Process process : processes.values()) {
            process.destroy();
        }
        for (Process process : processes.values()) {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                return -1;
            }
            code = process.exitValue() == 143 ? code : process.exitValue();
        }
        return code;
    }

    @Override
    public void close() throws IOException {
        processes.values().forEach(Process::destroyForcibly);
        databases.close();
    }
}
