package io.weir.platform.secret;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.platform.TestPlatform;
import io.weir.support.identity.Identity;
import io.weir.support.identity.LocalIdentity;
import io.weir.support.identity.Scope;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Calls of a platform that keeps secrets, by one who may all. */
@ExtendWith(OutputCaptureExtension.class)
abstract class SecretCalls {

    /** In every value, and so found wherever one leaks. */
    static final String PLANTED = "hunter2-planted";

    @TempDir
    static Path dataDir;

    static TestPlatform platform;

    static Path keys;

    @BeforeAll
    static void start() {
        keys = dataDir.resolve("secrets/keys");
        platform = new TestPlatform(
                "weir.identity.enabled=true",
                "weir.secrets.make-keys=true",
                "weir.data-dir=" + dataDir,
                // All that Spring says of requests and statements.
                "logging.level.org.springframework.web=trace",
                "logging.level.org.springframework.jdbc=trace",
                "logging.level.io.weir=trace");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    static HttpResponse<String> call(String method, String path, String body, String... headers) {
        return callAs(new Identity("local:test", Scope.ADMIN), method, path, body, headers);
    }

    static HttpResponse<String> callAs(Identity caller, String method, String path, String body, String... headers) {
        try {
            var request = platform.request(path, headers)
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + LocalIdentity.token(dataDir, caller));
            return platform.send(
                    request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        } catch (IOException noKeys) {
            throw new IllegalStateException(noKeys);
        }
    }

    static String body(String name, String value) {
        return "{\"name\":\"" + name + "\",\"value\":\"" + value + "\"}";
    }

    static HttpResponse<String> create(String name) {
        HttpResponse<String> created = call("POST", "/api/v1/secrets", body(name, PLANTED + " of " + name));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return created;
    }

    static HttpResponse<String> patch(String name, String value, String... headers) {
        return call("PATCH", "/api/v1/secrets/" + name, "{\"value\":\"" + value + "\"}", headers);
    }

    static String etag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    static String code(HttpResponse<String> response) {
        return json(response).path("code").asString();
    }

    static String opened(String name) {
        return platform.bean(Vault.class).open(name).text();
    }

    static void refusedToOpen(String name, SecretProblem problem) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> opened(name))
                .satisfies(refused -> assertThat(refused.problem()).isEqualTo(problem))
                .withMessageNotContaining(PLANTED);
    }

    static JdbcClient database() {
        return platform.bean(JdbcClient.class);
    }
}
