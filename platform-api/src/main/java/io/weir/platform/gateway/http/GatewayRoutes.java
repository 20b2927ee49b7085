package io.weir.platform.gateway.http;

import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.weir.platform.gateway.Service;
import io.weir.platform.ticket.ListenersTokens;
import io.weir.support.body.BodiesElsewhere;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.problem.ProblemException;
import io.weir.support.tracing.Spans;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which paths are whose. A path that no route and no controller of the gateway has is answered 404 here. */
@Configuration(proxyBeanMethods = false)
class GatewayRoutes {

    private static final List<String> INGEST = List.of(
            "/api/v1/pipelines/**",
            "/api/v1/warehouse/**",
            "/api/v1/compute-pools/**",
            "/api/v1/functions/**",
            "/api/v1/function-sources/**",
            "/api/v1/relations/**",
            "/api/v1/stores/*/entities/**",
            "/api/v1/descriptor-sources/**");
    private static final List<String> LINEAGE = List.of(
            "/api/v1/tables/*/snapshots/**",
            "/api/v1/jobs/**",
            "/api/v1/runs/**",
            "/api/v1/lineage/**",
            "/api/v1/events/**",
            "/api/v1/namespaces/**",
            "/api/v1/search/**",
            "/api/v1/column-lineage/**",
            "/api/v1/sources/**",
            "/api/v1/stats/**",
            "/api/v1/tags/**");
    /** The gateway's own, below a path that is a service's. */
    private static final String OWN = "/api/v1/events/stream-tickets";

    private static final List<String> METADATA = List.of(
            "/api/v1/tables/**",
            "/api/v1/databases/**",
            "/api/v1/dropped-tables/**",
            "/api/v1/transactions/**",
            "/api/v1/operations/**");
    private static final List<String> DATASETS = List.of("/api/v1/datasets/**");

    private final Upstreams upstreams;
    private final ServiceIdentity identity;
    private final ListenersTokens tokens;
    private final Spans spans;

    GatewayRoutes(Upstreams upstreams, ServiceIdentity identity, ListenersTokens tokens, Spans spans) {
        this.upstreams = upstreams;
        this.identity = identity;
        this.tokens = tokens;
        this.spans = spans;
    }

    @Bean
    RouterFunction<ServerResponse> serviceRoutes(GatewaySettings settings) {
        long limit = settings.maxBody().toBytes();
        // The first route that fits wins: a table's snapshots are lineage's, all else of a table is metadata's.
        return to(Service.INGEST, INGEST, limit)
                .and(to(Service.LINEAGE, LINEAGE, limit))
                .and(to(Service.LINEAGE, DATASETS, Long.MAX_VALUE))
                .and(to(Service.METADATA, METADATA, limit));
    }

    /** A route counts the bodies that go to its service. */
    @Bean
    static BodiesElsewhere bodiesOfServices() {
        List<PathPattern> routed = Stream.of(INGEST, LINEAGE, DATASETS, METADATA)
                .flatMap(List::stream)
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
        PathPattern own = PathPatternParser.defaultInstance.parse(OWN);
        return path -> {
            PathContainer asked = PathContainer.parsePath(path);
            return !own.matches(asked) && routed.stream().anyMatch(pattern -> pattern.matches(asked));
        };
    }

    private RouterFunction<ServerResponse> to(Service service, List<String> paths, long bodyLimit) {
        RequestPredicate any = paths.stream()
                .map(pattern -> path(pattern))
                .reduce(RequestPredicate::or)
                .orElseThrow()
                .and(path(OWN).negate());
        return route(service.label())
                .route(any, new ServiceExchange(service, upstreams.of(service), bodyLimit, identity, tokens, spans))
                .onError(ProblemException.class, (problem, request) -> new ProblemResponse((ProblemException) problem))
                .build();
    }
}
