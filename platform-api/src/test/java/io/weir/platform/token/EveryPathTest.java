package io.weir.platform.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.platform.SignedInPlatform;
import io.weir.platform.TestPlatform;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who sends nothing is asked who calls, at every path that there is: a new one is closed until somebody opens it here. */
@ExtendWith(SignedInPlatform.class)
class EveryPathTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private static TestPlatform platform;

    @BeforeAll
    static void find(SignedInPlatform.Running shared) {
        platform = shared.platform();
    }

    @Test
    void whoSendsNothingIsAnsweredAtThoseOfEverybodyOnly() throws IOException {
        Set<String> calls = new TreeSet<>();
        platform.beans(RequestMappingInfoHandlerMapping.class)
                .forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> addMapped(calls, info)));
        assertThat(calls).as("what this service answers itself").contains("GET /api/v1/stores", "POST /api/v1/stores");
        addDocumented(calls);

        calls.removeIf(EveryPathTest::isAskedWhoCalls);

        assertThat(calls)
                .containsExactlyInAnyOrder(
                        "GET /actuator/health",
                        "GET /api/v1/health",
                        "GET /api/v1/version",
                        "GET /swagger-ui.html",
                        "GET /v3/api-docs",
                        "GET /v3/api-docs/platform",
                        "GET /v3/api-docs/platform.yaml",
                        "GET /v3/api-docs/platform/swagger-config");
    }

    private static void addMapped(Set<String> calls, RequestMappingInfo info) {
        for (String path : info.getPatternValues()) {
            Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
            for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
                calls.add(method + " " + path);
            }
        }
    }

    /** And what it passes on. */
    private static void addDocumented(Set<String> calls) throws IOException {
        JsonNode document =
                JsonMapper.shared().readTree(Path.of("../clients/openapi.json").toFile());
        document.path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)) {
                        calls.add(method.toUpperCase(Locale.ROOT) + " " + path);
                    }
                }));
    }

    private static boolean isAskedWhoCalls(String call) {
        String path = call.substring(call.indexOf(' ') + 1)
                .replaceAll("\\{[^{}]*(\\{[^{}]*}[^{}]*)*}", "x")
                .replace("*", "x");
        String method = call.substring(0, call.indexOf(' '));
        return platform.send(platform.request(path).method(method, BodyPublishers.noBody()))
                        .statusCode()
                == 401;
    }
}
