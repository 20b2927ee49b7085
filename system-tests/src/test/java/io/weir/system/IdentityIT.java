package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.system.SharedPlatform.Addresses;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody comes in unsaid, by the gateway or past it. */
@ExtendWith(SharedPlatform.class)
class IdentityIT {

    private static final List<String> COLLECTIONS =
            List.of("/api/v1/stores", "/api/v1/tables", "/api/v1/pipelines", "/api/v1/jobs");

    @Test
    void thePrintedTokenOpensTheGateway(Addresses weir) throws Exception {
        assertThat(weir.token()).startsWith("weir_");
        for (String path : COLLECTIONS) {
            assertThat(Http.withToken("GET", weir.gateway() + path, weir.token())
                            .statusCode())
                    .as(path)
                    .isEqualTo(200);
            assertThat(Http.withToken("GET", weir.gateway() + path, "").statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest(name = "service {0}")
    @ValueSource(ints = {0, 1, 2, 3})
    void aPortReachedDirectlyWantsASignedToken(int service, Addresses weir) throws Exception {
        String address = weir.service(service) + COLLECTIONS.get(service);
        String good = SignedToken.make(weir.dataDir(), "read", Instant.now());
        assertThat(Http.withToken("GET", address, good).statusCode()).isEqualTo(200);
        assertThat(Http.withToken("POST", address, good).statusCode()).isEqualTo(403);
        String expired = SignedToken.make(weir.dataDir(), "read", Instant.now().minus(Duration.ofMinutes(5)));
        String early = SignedToken.make(weir.dataDir(), "read", Instant.now().plus(Duration.ofMinutes(5)));
        String forged = good.substring(0, good.length() - 6) + "AAAAAA";
        for (String bad : List.of("", expired, early, forged, "x")) {
            HttpResponse<String> answer = Http.withToken("GET", address, bad);
            assertThat(answer.statusCode()).as(bad).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(Http.json(answer.body()).path("code").asText()).isEqualTo("unauthenticated");
        }
        if (service > 0) {
            assertThat(Http.withToken("GET", address, weir.token()).statusCode())
                    .as("callers' tokens are for the gateway alone")
                    .isEqualTo(401);
        }
        assertThat(Http.withToken("GET", weir.service(service) + "/actuator/health", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(Http.withToken("GET", weir.service(service) + "/actuator/prometheus", "")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theKeysAreTheirOwnersOnlyAndTheTokenIsNowhereOnDisk(Addresses weir) throws Exception {
        Path keys = weir.dataDir().resolve("identity/keys.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rw-------");
        String secret = weir.token().substring(weir.token().length() - 43);
        try (var files = Files.walk(weir.dataDir().resolve("logs"))) {
            for (Path log : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(log)).as(log.toString()).doesNotContain(secret);
            }
        }
    }
}
