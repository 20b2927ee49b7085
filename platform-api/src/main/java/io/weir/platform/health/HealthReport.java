package io.weir.platform.health;

import io.weir.platform.gateway.Service;
import io.weir.support.services.ServiceLocations;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Asks all services at once how they are. Takes as long as the slowest, and 1.5 seconds at most. */
@Component
public class HealthReport {

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final ServiceLocations locations;
    private final DataSource database;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    HealthReport(ServiceLocations locations, DataSource database) {
        this.locations = locations;
        this.database = database;
    }

    /** How the platform is now. */
    public PlatformHealth now() {
        SortedMap<String, CompletableFuture<ServiceHealth>> asked = new TreeMap<>();
        for (Service service : Service.values()) {
            asked.put(service.label(), ask(service.locate(locations)));
        }
        asked.put("platform-api", CompletableFuture.supplyAsync(this::own));
        SortedMap<String, ServiceHealth> answers = new TreeMap<>();
        asked.forEach((name, answer) -> answers.put(name, answer.join()));
        return PlatformHealth.of(answers);
    }

    private CompletableFuture<ServiceHealth> ask(URI service) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service + "/actuator/health"))
                .timeout(PATIENCE)
                .build();
        return client.sendAsync(request, BodyHandlers.discarding())
                .thenApply(HealthReport::read)
                .exceptionally(HealthReport::unreachable);
    }

    private static ServiceHealth read(HttpResponse<Void> response) {
        return response.statusCode() == 200
                ? ServiceHealth.up()
                : ServiceHealth.down("It answers that it is not well (" + response.statusCode() + ")");
    }

    private static ServiceHealth unreachable(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return ServiceHealth.down(
                cause instanceof HttpTimeoutException ? "It does not answer in time" : "It cannot be reached");
    }

    private ServiceHealth own() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(1) ? ServiceHealth.up() : ServiceHealth.down("Its database does not answer");
        } catch (SQLException unreachable) {
            return ServiceHealth.down("Its database cannot be reached");
        }
    }
}
