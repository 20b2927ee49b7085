package io.weir.support.body;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

@AutoConfiguration
@ConditionalOnWebApplication
@EnableConfigurationProperties(BodyLimit.class)
class BodyLimitAutoConfiguration {

    /** Right after the request id, which its problem document tells. */
    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(
            BodyLimit limit, ObjectProvider<BodiesElsewhere> elsewhere) {
        BodiesElsewhere known = elsewhere.getIfAvailable(() -> path -> false);
        var registration = new FilterRegistrationBean<>(new BodyLimitFilter(limit, known));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }
}
