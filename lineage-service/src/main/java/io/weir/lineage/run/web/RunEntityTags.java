package io.weir.lineage.run.web;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** Tags runs and snapshots with a hash of what is answered, so that a reader who asks again is told "not modified". */
@Configuration(proxyBeanMethods = false)
class RunEntityTags {

    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> entityTags() {
        var registration = new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
        registration.addUrlPatterns("/api/v1/runs/*", "/api/v1/tables/*");
        return registration;
    }
}
