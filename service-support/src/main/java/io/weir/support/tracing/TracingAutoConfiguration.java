package io.weir.support.tracing;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Spans of requests, of the statements and calls that they wait for, and none of any of it without an endpoint. */
@AutoConfiguration
@EnableConfigurationProperties(TracingSettings.class)
class TracingAutoConfiguration {

    @Bean
    Spans spans(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        Tracer found = tracer.getIfAvailable();
        return found == null ? Spans.OFF : new Spans(found, propagator.getIfAvailable(() -> Propagator.NOOP));
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(TracingSwitch.class)
    static class On {

        private static final String URL = "http.url";

        @Bean
        static BeanPostProcessor statementsTraced(ObjectProvider<Spans> spans) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource pool ? new TracedDataSource(pool, spans::getObject) : bean;
                }
            };
        }

        /** Whoever looks at health and metrics every few seconds asks for nothing that anybody waits for. */
        @Bean
        SpanExportingPredicate requestsOfOthers() {
            return span -> !span.getTags().getOrDefault(URL, "").startsWith("/actuator");
        }

        /** A query holds what callers look for. */
        @Bean
        SpanFilter addressesWithoutQueries() {
            return On::withoutQuery;
        }

        private static FinishedSpan withoutQuery(FinishedSpan span) {
            String url = span.getTags().getOrDefault(URL, "");
            int query = url.indexOf('?');
            if (query < 0) {
                return span;
            }
            Map<String, String> tags = new HashMap<>(span.getTags());
            tags.put(URL, url.substring(0, query));
            return span.setTags(tags);
        }
    }
}
