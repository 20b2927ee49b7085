package io.weir.support.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.retry.Backoff;
import io.weir.support.services.ServiceLocations;
import io.weir.support.tracing.Spans;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration(after = {JdbcClientAutoConfiguration.class, TransactionAutoConfiguration.class})
@ConditionalOnProperty("weir.outbox.enabled")
@EnableConfigurationProperties(OutboxSettings.class)
class OutboxAutoConfiguration {

    @Bean
    OutboxMessages outboxMessages(JdbcClient jdbc) {
        return new OutboxMessages(jdbc);
    }

    @Bean
    Bell outboxBell(OutboxSettings settings) {
        return new Bell(settings.workers());
    }

    @Bean
    Origins outboxOrigins(ObjectProvider<Spans> spans) {
        return new Origins(spans.getIfAvailable(() -> Spans.OFF));
    }

    @Bean
    Outbox outbox(OutboxMessages messages, JsonMapper json, Bell outboxBell, Origins outboxOrigins) {
        return new Outbox(messages, json, outboxBell::ring, outboxOrigins);
    }

    @Bean
    OutboxWorkers outboxWorkers(
            OutboxMessages messages,
            ServiceLocations locations,
            ServiceIdentity identity,
            ObjectProvider<ExternalDestination> external,
            ObjectProvider<MeterRegistry> meters,
            PlatformTransactionManager transactions,
            Bell outboxBell,
            Origins outboxOrigins,
            OutboxSettings settings) {
        Courier courier = new Courier(locations, identity, external.getIfAvailable(), settings.timeout());
        var deliveries = new Deliveries(meters.getIfAvailable(SimpleMeterRegistry::new));
        Backoff backoff = new Backoff(settings.firstBackoff(), settings.maximumBackoff());
        var dispatcher = new OutboxDispatcher(
                messages, courier, new TransactionTemplate(transactions), backoff, deliveries, outboxOrigins);
        return new OutboxWorkers(dispatcher, outboxBell, settings);
    }

    @Bean
    MeterBinder outboxGauges(OutboxMessages messages) {
        return registry -> {
            Gauge.builder("weir.outbox.waiting", messages, count(OutboxMessages::countWaiting))
                    .description("Messages to others that are due and not delivered yet")
                    .register(registry);
            Gauge.builder("weir.outbox.parked", messages, count(OutboxMessages::countParked))
                    .description("Messages that their receiver refused for good")
                    .register(registry);
        };
    }

    /** A table that cannot be read has no number; the health of the database is told elsewhere. */
    private static ToDoubleFunction<OutboxMessages> count(ToLongFunction<OutboxMessages> counter) {
        return messages -> {
            try {
                return counter.applyAsLong(messages);
            } catch (DataAccessException unreadable) {
                return Double.NaN;
            }
        };
    }
}
