package io.weir.platform.health;

import io.weir.platform.health.AllServices.Question;
import io.weir.support.services.ServiceLocations;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks all services at once how they are. Takes as long as the slowest, and 1.5 seconds at most. Anybody may ask, so that whoever does
 * while others are being told costs the services nothing.
 */
@Component
public class HealthReport {

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final AllServices services;
    private final DataSource database;
    private final AtomicReference<@Nullable CompletableFuture<PlatformHealth>> underWay = new AtomicReference<>();

    HealthReport(ServiceLocations locations, DataSource database) {
        this.services = new AllServices(locations);
        this.database = database;
    }

    /** How the platform is now; to whoever asks meanwhile, what the first of them is told. */
    public PlatformHealth now() {
        CompletableFuture<PlatformHealth> own = new CompletableFuture<>();
        CompletableFuture<PlatformHealth> first = underWay.compareAndExchange(null, own);
        return first == null ? told(own) : first.join();
    }

    private PlatformHealth told(CompletableFuture<PlatformHealth> waiting) {
        try {
            PlatformHealth found = ask();
            waiting.complete(found);
            return found;
        } catch (RuntimeException failed) {
            waiting.completeExceptionally(failed);
            throw failed;
        } finally {
            underWay.set(null);
        }
    }

    private PlatformHealth ask() {
        Question<ServiceHealth> question =
                new Question<>("/actuator/health", anybody -> {}, PATIENCE, HealthReport::read, ServiceHealth::down);
        return PlatformHealth.of(services.ask(question, this::own));
    }

    private static ServiceHealth read(HttpResponse<?> response) {
        return response.statusCode() == 200
                ? ServiceHealth.up()
                : ServiceHealth.down("It answers that it is not well (" + response.statusCode() + ")");
    }

    private ServiceHealth own() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(1) ? ServiceHealth.up() : ServiceHealth.down("Its database does not answer");
        } catch (SQLException unreachable) {
            return ServiceHealth.down("Its database cannot be reached");
        }
    }
}
