package io.weir.platform.health;

import io.weir.platform.health.AllServices.Question;
import io.weir.support.services.ServiceLocations;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Asks all services at once how they are. Takes as long as the slowest, and 1.5 seconds at most. */
@Component
public class HealthReport {

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final AllServices services;
    private final DataSource database;

    HealthReport(ServiceLocations locations, DataSource database) {
        this.services = new AllServices(locations);
        this.database = database;
    }

    /** How the platform is now. */
    public PlatformHealth now() {
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
