package io.weir.support.request;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.task.TaskDecorator;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@AutoConfiguration
class RequestIdAutoConfiguration {

    @Bean
    @ConditionalOnWebApplication
    FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
        var registration = new FilterRegistrationBean<>(new RequestIdFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return registration;
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    WebMvcConfigurer resourcesInLogLines() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                // Before the one that checks grants, whose refusals are logged, too.
                registry.addInterceptor(new ResourceIds()).order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }

    @Bean
    RestClientCustomizer requestIdPassedOn() {
        return builder -> builder.requestInterceptor(new RequestIdInterceptor());
    }

    @Bean
    TaskDecorator requestIdKept() {
        return RequestIds::keptBy;
    }
}
