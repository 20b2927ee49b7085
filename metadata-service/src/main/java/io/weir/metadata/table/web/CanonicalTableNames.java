package io.weir.metadata.table.web;

import io.weir.support.naming.TableName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** A table has one name here: {@code weir.default.orders} and {@code default.orders} in an address are {@code orders}. */
@Configuration(proxyBeanMethods = false)
class CanonicalTableNames implements WebMvcConfigurer, HandlerInterceptor {

    private static final String TABLE = "table";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/v1/tables/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                && variables.get(TABLE) instanceof String name) {
            Map<Object, Object> canonical = new HashMap<>(variables);
            canonical.put(TABLE, TableName.canonical(name));
            request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, canonical);
        }
        return true;
    }
}
