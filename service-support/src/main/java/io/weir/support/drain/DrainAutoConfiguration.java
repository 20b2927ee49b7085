package io.weir.support.drain;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

@AutoConfiguration
@ConditionalOnWebApplication
class DrainAutoConfiguration {

    @Bean
    CallsUnderWay callsUnderWay() {
        return new CallsUnderWay();
    }

    /** Right after the request id, which its problem document tells. */
    @Bean
    FilterRegistrationBean<DrainFilter> drainFilter(CallsUnderWay calls) {
        var registration = new FilterRegistrationBean<>(new DrainFilter(calls));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    @Bean
    Drain drain(
            ApplicationContext context,
            CallsUnderWay calls,
            @Value("${spring.lifecycle.timeout-per-shutdown-phase}") Duration grace) {
        return new Drain(context, calls, grace);
    }
}
