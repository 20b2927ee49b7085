package io.weir.support.part;

import java.util.List;
import org.springframework.core.env.Environment;

/**
 * Leaves out what the starters would set up and nobody here uses: a service looks at each bean of each part dozens of times
 * before it is ready. Without all of these a platform is up a sixth sooner.
 */
public final class UnusedParts extends PartFilter {

    /** Beginnings of the names of parts that no service uses. */
    public static final List<String> NOBODYS = List.of(
            // Aspects, and proxies of repositories that would translate exceptions which JDBC's templates have
            // translated.
            "org.springframework.boot.autoconfigure.aop.",
            "org.springframework.boot.persistence.",
            "org.springframework.boot.data.autoconfigure.metrics.",
            "org.springframework.boot.data.autoconfigure.web.",
            "org.springframework.boot.http.client.autoconfigure.metrics.",
            "org.springframework.boot.http.client.autoconfigure.reactive.",
            "org.springframework.boot.http.client.autoconfigure.service.",
            "org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasks",
            "org.springframework.boot.restclient.autoconfigure.RestTemplate",
            "org.springframework.boot.restclient.autoconfigure.service.",
            "org.springdoc.core.configuration.SpringDocPageable",
            "org.springdoc.core.configuration.SpringDocSort",
            // Of the gateway's library: services are found by settings, which do not change while it runs.
            "org.springframework.cloud.autoconfigure.",
            "org.springframework.cloud.client.",
            "org.springframework.cloud.commons.",
            "org.springframework.cloud.configuration.",
            "io.github.resilience4j.springboot.bulkhead.autoconfigure.BulkheadRefreshScoped",
            "io.github.resilience4j.springboot.bulkhead.autoconfigure.ThreadPool",
            "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerRefreshScoped",
            "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerStream",
            "io.github.resilience4j.springboot.micrometer.",
            "io.github.resilience4j.springboot.ratelimiter.",
            "io.github.resilience4j.springboot.retry.autoconfigure.RetryRefreshScoped",
            "io.github.resilience4j.springboot.scheduled.",
            "io.github.resilience4j.springboot.timelimiter.",
            "io.github.resilience4j.springboot.verifier.");

    /** Repositories of Spring Data, which the control plane alone has. */
    private static final String REPOSITORIES = "org.springframework.boot.data.";

    private static final String CONTROL_PLANE = "platform-api";

    @Override
    protected boolean isWanted(String configuration, Environment environment) {
        return isUsed(configuration, service(environment));
    }

    /** Whether a service uses a part, by the name of its class. */
    static boolean isUsed(String configuration, String service) {
        return NOBODYS.stream().noneMatch(configuration::startsWith)
                && (service.equals(CONTROL_PLANE) || !configuration.startsWith(REPOSITORIES));
    }
}
