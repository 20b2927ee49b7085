package io.weir.platform.store.probe;

import io.weir.platform.secret.Vault;
import io.weir.platform.store.StoreTarget;
import io.weir.platform.store.probe.StoreProbe.Finding;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Asks a registry which kinds of schemas it has, signing in as the workers will. */
final class RegistryProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final Vault vault;
    private final OutboundRules outbound;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    RegistryProbe(Vault vault, OutboundRules outbound) {
        this.vault = vault;
        this.outbound = outbound;
    }

    Finding find(StoreTarget.SchemaRegistry registry) {
        try {
            outbound.require(registry.host());
            int status = http.send(request(registry), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status == OK
                    ? new Finding(true, "A schema registry answers")
                    : new Finding(false, registry.url() + " answers with status " + status);
        } catch (ProblemException refused) {
            return new Finding(false, String.valueOf(refused.getMessage()));
        } catch (IOException unreachable) {
            return new Finding(false, registry.url() + " does not answer: " + unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Finding(false, registry.url() + " was not waited for");
        }
    }

    private HttpRequest request(StoreTarget.SchemaRegistry registry) {
        String base = registry.url().toString().replaceFirst("/+$", "");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + "/schemas/types")).timeout(PATIENCE);
        Optional<String> password =
                registry.secret().map(name -> vault.open(name).text().strip());
        registry.username()
                .flatMap(user -> password.map(text -> user + ":" + text))
                .map(both -> Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(both -> request.header("Authorization", "Basic " + both));
        return request.build();
    }
}
