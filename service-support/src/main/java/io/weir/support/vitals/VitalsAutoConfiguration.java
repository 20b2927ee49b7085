package io.weir.support.vitals;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@AutoConfiguration(
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(MeterRegistry.class)
class VitalsAutoConfiguration {

    @Bean
    VitalsThreads vitalsThreads() {
        return new VitalsThreads();
    }

    @Bean
    VitalSigns vitalSigns(
            MeterRegistry registry,
            ObjectProvider<DataSource> database,
            ObjectProvider<RequestMappingHandlerMapping> mappings,
            VitalsThreads threads)
            throws SQLException {
        DataSource source = database.getIfAvailable();
        VitalSigns signs = new VitalSigns(
                new CallTimers(registry, new WaitingOperations(mappings::orderedStream)),
                pool(source, registry),
                source == null ? null : new DatabaseProbe(source, threads.executor()),
                new OpenBreakers(registry),
                Clock.systemUTC());
        threads.watch(signs);
        return signs;
    }

    private static @Nullable Pool pool(@Nullable DataSource source, MeterRegistry registry) throws SQLException {
        return source != null && source.isWrapperFor(HikariDataSource.class)
                ? new Pool(source.unwrap(HikariDataSource.class), registry)
                : null;
    }

    @Bean
    VitalsController vitals(VitalSigns signs) {
        return new VitalsController(signs);
    }
}
