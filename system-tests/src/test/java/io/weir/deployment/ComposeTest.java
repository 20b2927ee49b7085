package io.weir.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.system.SignedToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A compose file fails at its first use: by a name that nothing has, a port that is another's, a file that is not there, a
 * wait for what never gets healthy. Or later, by a password that everybody knows or a port that the whole network reaches.
 */
class ComposeTest {

    private static final List<String> SERVICES =
            List.of("metadata-service", "ingest-worker", "lineage-service", "platform-api");

    private final Compose compose = Compose.read();

    ComposeTest() throws IOException {}

    @Test
    void buildsEachServiceFromItsTarget() throws IOException {
        String dockerfile = Files.readString(Compose.home().resolve("Dockerfile"));
        for (String service : SERVICES) {
            assertThat(Compose.map(compose.service(service).get("build"))).containsEntry("target", service);
            assertThat(dockerfile).contains("FROM runtime AS " + service + "\n");
        }
    }

    @Test
    void callsEveryServiceWhereItListens() throws IOException {
        for (String service : SERVICES) {
            for (String other : SERVICES) {
                String schema = other.substring(0, other.indexOf('-'));
                URI address = URI.create(compose.environment(service)
                        .getOrDefault("WEIR_SERVICES_" + schema.toUpperCase(Locale.ROOT) + "_URL", ""));
                assertThat(address.getHost()).isEqualTo(other);
                assertThat(address.getPort()).isEqualTo(Compose.port(other));
            }
        }
        assertThat(Compose.list(compose.service("platform-api").get("ports")).toString())
                .contains(":" + Compose.port("platform-api") + "]");
    }

    @Test
    void scrapesEveryServiceWhereItShowsItsMetrics() throws IOException {
        String targets =
                Compose.yaml("compose/prometheus.yml").get("scrape_configs").toString();
        for (String service : SERVICES) {
            assertThat(targets)
                    .contains(service + ":" + compose.environment(service).get("MANAGEMENT_SERVER_PORT"));
        }
    }

    @Test
    void givesTheServicesNoMoreThanTheyNeed() {
        for (String service : SERVICES) {
            Map<String, Object> settings = compose.service(service);
            assertThat(settings).as(service).containsEntry("read_only", true).containsKey("mem_limit");
            assertThat(settings.get("cap_drop")).isEqualTo(List.of("ALL"));
            assertThat(settings.get("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
            assertThat(settings.get("tmpfs").toString()).contains("/tmp:exec");
        }
    }

    @Test
    void publishesNothingBeyondThisMachine() {
        compose.services().forEach((name, service) -> assertThat(Compose.list(service.get("ports")))
                .as(name)
                .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:")));
        assertThat(compose.section("networks").get("inside")).isEqualTo(Map.of("internal", true));
    }

    @Test
    void waitsOnlyForWhatCanGetHealthy() {
        compose.services().forEach((name, service) -> Compose.map(service.get("depends_on"))
                .forEach((other, how) -> {
                    Map<String, Object> awaited = compose.service(other);
                    assertThat(awaited).as(name + " waits for " + other).isNotEmpty();
                    boolean isChecked = awaited.containsKey("healthcheck") || SERVICES.contains(other);
                    String wanted = isChecked ? "service_healthy" : "service_started";
                    assertThat(Compose.map(how))
                            .as(name + " waits for " + other)
                            .containsEntry("condition", wanted);
                    assertThat(awaited.getOrDefault("profiles", List.of()))
                            .as(name + " waits for " + other)
                            .isIn(List.of(), service.getOrDefault("profiles", List.of()));
                }));
    }

    @Test
    void namesOnlyVolumesAndFilesThatExist() {
        compose.services().forEach((name, service) -> {
            for (Object volume : Compose.list(service.get("volumes"))) {
                String source = volume.toString().substring(0, volume.toString().indexOf(':'));
                if (source.startsWith("./")) {
                    assertThat(Compose.home().resolve(source)).as(name).exists();
                } else {
                    assertThat(compose.section("volumes")).as(name).containsKey(source);
                }
            }
        });
    }

    @Test
    void fixesEveryVersion() {
        compose.services()
                .forEach((name, service) ->
                        assertThat(service.get("image").toString()).as(name).matches(".+:(?!latest).+"));
    }

    @Test
    void takesEverySecretFromAFile() {
        for (String name : compose.services().keySet()) {
            compose.environment(name).forEach((variable, value) -> {
                if (variable.matches(".*(PASSWORD|SECRET|TOKEN|_KEY).*")) {
                    assertThat(variable.endsWith("_FILE") || value.startsWith("file:/run/secrets/"))
                            .as(name + ": " + variable)
                            .isTrue();
                }
            });
        }
    }

    @Test
    void givesTheKeysOfSecretsToThePlatformAlone(@TempDir Path folder) throws Exception {
        for (String service : SERVICES) {
            boolean isPlatform = service.equals("platform-api");
            assertThat(Compose.list(compose.service(service).get("secrets")).contains("secret-keys"))
                    .as(service)
                    .isEqualTo(isPlatform);
            assertThat(compose.environment(service).get("WEIR_SECRETS_KEYS"))
                    .isEqualTo(isPlatform ? "file:/run/secrets/secret-keys" : null);
        }
        makeSecrets(folder);
        String[] entry = Files.readString(folder.resolve("secret-keys")).strip().split(":", -1);
        assertThat(entry[0]).matches("[0-9]{4}-[0-9]{2}");
        assertThat(Base64.getDecoder().decode(entry[1])).hasSize(32);
    }

    @Test
    void hasEveryServiceAskWhoCalls() {
        for (String service : SERVICES) {
            Map<String, String> environment = compose.environment(service);
            assertThat(environment).as(service).containsEntry("WEIR_IDENTITY_ENABLED", "true");
            // A mounted file is not the services' to change.
            assertThat(environment).as(service).containsEntry("WEIR_IDENTITY_ROTATION", "0");
            assertThat(environment.get("WEIR_IDENTITY_KEY_FILE")).isEqualTo("/run/secrets/identity-keys");
            List<?> secrets = Compose.list(compose.service(service).get("secrets"));
            assertThat(secrets.contains("identity-keys")).as(service).isTrue();
            assertThat(secrets.contains(Map.of("source", "admin-token", "target", "weir.tokens.first")))
                    .as(service)
                    .isEqualTo(service.equals("platform-api"));
        }
    }

    @Test
    void isGivenKeysAndATokenOfTheFormThatServicesTake(@TempDir Path folder) throws Exception {
        makeSecrets(folder.resolve("secrets"));
        Path keys = folder.resolve("identity/keys.json");
        Files.createDirectories(keys.getParent());
        Files.copy(folder.resolve("secrets/identity-keys"), keys);
        assertThat(SignedToken.header(folder)).startsWith("Bearer ey");
        var key = new ObjectMapper().readTree(keys.toFile()).path("keys").path(0);
        assertThat(key.path("id").asText()).matches("[0-9a-f]{12}");
        assertThat(Base64.getDecoder().decode(key.path("secret").asText())).hasSize(32);
        assertThat(Instant.parse(key.path("createdAt").asText())).isBefore(Instant.now());
        assertThat(Files.readString(folder.resolve("secrets/admin-token")))
                .matches("weir_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
    }

    /** Neither a secret that nobody makes nor one of two runs that differ. */
    @Test
    void isGivenItsSecretsByTheScript(@TempDir Path folder) throws Exception {
        Path secrets = folder.resolve("secrets");
        makeSecrets(secrets);
        Set<String> made = names(secrets);
        Set<String> wanted = new TreeSet<>(compose.section("secrets").keySet());
        assertThat(made).isEqualTo(wanted);
        compose.section("secrets")
                .forEach((name, file) -> assertThat(file).isEqualTo(Map.of("file", "secrets/" + name)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rwx------");
        String password = Files.readString(secrets.resolve("metadata-password"));
        assertThat(password).hasSize(48).isNotEqualTo(Files.readString(secrets.resolve("ingest-password")));
        makeSecrets(secrets);
        assertThat(secrets.resolve("metadata-password")).hasContent(password);
        assertThat(new ProcessBuilder(
                                "openssl",
                                "verify",
                                "-CAfile",
                                "postgres-ca",
                                "-verify_hostname",
                                "postgres",
                                "postgres-certificate")
                        .directory(secrets.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void makeSecrets(Path folder) throws IOException, InterruptedException {
        String script = Compose.home().resolve("compose/make-secrets.sh").toString();
        assertThat(new ProcessBuilder(script, folder.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }
}
