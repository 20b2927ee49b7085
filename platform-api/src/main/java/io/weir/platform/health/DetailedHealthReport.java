package io.weir.platform.health;

import io.weir.platform.health.AllServices.Question;
import io.weir.platform.health.DetailedHealth.Condition;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.services.ServiceLocations;
import io.weir.support.vitals.VitalSigns;
import io.weir.support.vitals.Vitals;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks all services at once what they count of themselves. Takes as long as the slowest, and 2.5 seconds at most. Whoever has a
 * token may ask, as often as they like: the services are asked once a second.
 */
@Component
public class DetailedHealthReport {

    /** Each of them waits a second for its database. */
    private static final Duration PATIENCE = Duration.ofMillis(2500);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final AllServices services;
    private final ServiceIdentity identity;
    private final VitalSigns own;
    private final Clock clock = Clock.systemUTC();
    private final SharedReport<DetailedHealth> report = new SharedReport<>(this::ask);

    DetailedHealthReport(ServiceLocations locations, ServiceIdentity identity, VitalSigns own) {
        this.services = new AllServices(locations);
        this.identity = identity;
        this.own = own;
    }

    /** How the platform is now, or was within the last second; of a service with several replicas, one of them answers. */
    public DetailedHealth now() {
        return report.now();
    }

    private DetailedHealth ask() {
        Question<Condition> question =
                new Question<>(Vitals.PATH, identity::sign, PATIENCE, DetailedHealthReport::read, Condition::silent);
        return DetailedHealth.of(clock.instant(), services.ask(question, () -> Condition.of(own.ask())));
    }

    private static Condition read(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            return Condition.silent("It does not say how it is (" + answer.statusCode() + ")");
        }
        try {
            return Condition.of(JSON.readValue(answer.body(), Vitals.class));
        } catch (JacksonException unreadable) {
            return Condition.silent("What it says of itself cannot be read: is it of another version?");
        }
    }
}
