package io.weir.support.defaults;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Settings of every service, below everything that a service, a file or the command line says. */
class SharedDefaults implements EnvironmentPostProcessor, Ordered {

    private static final String BUCKETS = "5ms,10ms,25ms,50ms,100ms,250ms,500ms,1s,2500ms,5s,10s,30s,60s,300s";

    private static final String ACCESS_LOG = "%h %l %u %t \"%m %U %H\" %s %b %D %{X-Request-Id}o";

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            // Calls are answered before the container is told to stop: see Drain.
            Map.entry("server.shutdown", "immediate"),
            // How long that may take.
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "20s"),
            // A migration and its entry in the history are one transaction. By default they are two, and who is
            // killed between them finds tables that the history does not know, and never starts again. It also has the
            // lock on the history be no transaction, which an index that is built beside writers would wait for.
            Map.entry("spring.flyway.postgresql.transactional-lock", false),
            // The container's own limit is 100 calls, after which a busy caller would open a connection anew.
            Map.entry("server.tomcat.max-keep-alive-requests", 10_000),
            // Whoever switches it on finds no query in it, in which a browser's ticket could be.
            Map.entry("server.tomcat.accesslog.pattern", ACCESS_LOG),
            // Its one message quotes a request line that cannot be read, with the query.
            Map.entry("logging.level.org.apache.coyote.http11.Http11Processor", "warn"),
            Map.entry("spring.jackson.default-property-inclusion", "non_null"),
            Map.entry("spring.mvc.problemdetails.enabled", false),
            Map.entry("spring.main.banner-mode", "off"),
            Map.entry("management.endpoints.web.exposure.include", "health,info,prometheus"),
            Map.entry("management.endpoint.health.probes.enabled", true),
            Map.entry("management.endpoint.health.show-components", "always"),
            Map.entry("management.metrics.tags.service", "${spring.application.name}"),
            // Few buckets: enough for the percentiles that dashboards and alerts ask for.
            Map.entry("management.metrics.distribution.slo.http.server.requests", BUCKETS),
            Map.entry("management.metrics.distribution.slo.commit.latency", BUCKETS),
            Map.entry("management.metrics.distribution.slo.mirror.latency", BUCKETS),
            Map.entry("management.metrics.distribution.slo.metadata.open.latency", BUCKETS),
            // Boot's own names for what docs/operations/tracing.md names.
            Map.entry("management.opentelemetry.tracing.export.otlp.endpoint", "${weir.tracing.endpoint:}"),
            Map.entry("management.tracing.sampling.probability", "${weir.tracing.share:1.0}"),
            Map.entry("logging.pattern.correlation", "[%X{requestId:-}] "),
            Map.entry("springdoc.api-docs.version", "openapi_3_1"),
            Map.entry("springdoc.paths-to-match", "/api/**"),
            Map.entry("springdoc.override-with-generic-response", false),
            Map.entry("springdoc.writer-with-order-by-keys", true),
            Map.entry("springdoc.default-consumes-media-type", "application/json"),
            Map.entry("springdoc.default-produces-media-type", "application/json"));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("weir defaults", DEFAULTS));
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
