package io.weir.platform.gateway.http;

import io.weir.platform.gateway.Service;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the gateway treats the services behind it. Breakers, bulkheads and retries are configured by Resilience4j's own
 * properties, under the service's name.
 *
 * @param maxBody size that a request's body may have, unless it is the content of a dataset
 * @param maxStreams streams of events (SSE) that may be open at once, over all services
 * @param services what differs for one service, by its name
 */
@ConfigurationProperties("weir.gateway")
record GatewaySettings(
        @DefaultValue("64MB") DataSize maxBody,
        @DefaultValue("2000") int maxStreams,
        @DefaultValue Map<String, Timeouts> services) {

    /**
     * How long to wait for a service.
     *
     * @param connect until a connection stands
     * @param response until the answer begins, and between two reads of it
     */
    record Timeouts(
            @DefaultValue("1s") Duration connect,
            @DefaultValue("30s") Duration response) {}

    Timeouts timeouts(Service service) {
        Timeouts defaults = new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(30));
        return services.getOrDefault(service.label(), defaults);
    }
}
