package io.weir.platform.health;

import io.weir.platform.health.AllServices.Question;
import io.weir.support.services.ServiceLocations;
import io.weir.support.vitals.DatabaseProbe;
import io.weir.support.vitals.Level;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Asks all services at once how they are. Takes as long as the slowest, and 1.5 seconds at most. Anybody may ask, as often as they
 * like: the services are asked once a second.
 */
@Component
public class HealthReport {

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final AllServices services;
    private final DatabaseProbe database;
    private final Duration patience;
    private final SharedReport<PlatformHealth> report = new SharedReport<>(this::ask);

    @Autowired
    HealthReport(ServiceLocations locations, DataSource database) {
        this(locations, database, PATIENCE);
    }

    /** @param patience how long each of the other services may take */
    HealthReport(ServiceLocations locations, DataSource database, Duration patience) {
        this.services = new AllServices(locations);
        this.database = new DatabaseProbe(database, HealthReport::begin);
        this.patience = patience;
    }

    /** How the platform is now, or was within the last second. */
    public PlatformHealth now() {
        return report.now();
    }

    private PlatformHealth ask() {
        Question<ServiceHealth> question =
                new Question<>("/actuator/health", anybody -> {}, patience, HealthReport::read, ServiceHealth::down);
        return PlatformHealth.of(services.ask(question, this::own));
    }

    private static ServiceHealth read(HttpResponse<?> response) {
        return response.statusCode() == 200
                ? ServiceHealth.up()
                : ServiceHealth.down("It answers that it is not well (" + response.statusCode() + ")");
    }

    private ServiceHealth own() {
        return database.ask().level() == Level.CRITICAL
                ? ServiceHealth.down("Its database does not answer")
                : ServiceHealth.up();
    }

    /** In a thread of its own, since it waits for a connection as long as the pool of connections lets it. */
    private static void begin(Runnable question) {
        Thread thread = new Thread(question, "weir-health");
        thread.setDaemon(true);
        thread.start();
    }
}
