package io.weir.platform.gateway.http;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.weir.platform.gateway.http.GatewaySettings.Timeouts;
import io.weir.platform.ticket.ListenersTokens;
import io.weir.support.access.Access;
import io.weir.support.access.Grant;
import io.weir.support.access.Privilege;
import io.weir.support.access.ResourceKind;
import io.weir.support.identity.Identity;
import io.weir.support.services.ServiceLocations;
import org.apache.hc.core5.http.HttpHost;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires each service with its own connections, breaker, bulkhead and retries. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    @Bean
    OpenStreams openStreams(GatewaySettings settings, ListenersTokens tokens, Access access) {
        return new OpenStreams(settings.maxStreams(), token -> tokens.bearer(token)
                .filter(bearer -> mayListen(access, bearer))
                .isPresent());
    }

    /** As the service asks when a stream begins. */
    private static boolean mayListen(Access access, Identity bearer) {
        return !bearer.isBounded()
                || access.grant(bearer, Privilege.SELECT, ResourceKind.JOB, Grant.ALL)
                        .isPresent();
    }

    @Bean
    Upstreams upstreams(
            ServiceLocations locations,
            GatewaySettings settings,
            CircuitBreakerRegistry breakers,
            BulkheadRegistry bulkheads,
            RetryRegistry retries,
            OpenStreams streams) {
        return new Upstreams(service -> {
            Bulkhead bulkhead = bulkheads.bulkhead(service.label());
            HttpHost host = HttpHost.create(service.locate(locations));
            Timeouts timeouts = settings.timeouts(service);
            int calls = bulkhead.getBulkheadConfig().getMaxConcurrentCalls();
            return new Upstream(
                    service,
                    host,
                    ServiceConnections.open(timeouts, calls),
                    breakers.circuitBreaker(service.label()),
                    new CallPermits(service, bulkhead),
                    retries.retry(service.label()),
                    new EventStreams(host, timeouts, calls + settings.maxStreams()),
                    streams);
        });
    }
}
