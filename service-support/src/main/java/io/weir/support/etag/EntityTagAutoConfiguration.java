package io.weir.support.etag;

import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import java.util.List;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Has every operation that changes, replaces or deletes something take an {@code If-Match}. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class EntityTagAutoConfiguration {

    @Bean
    WebMvcConfigurer preconditionsOfOperations() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new IfMatchResolver());
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new UntaggedInterceptor());
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(GlobalOpenApiCustomizer.class)
    static class Document {

        private static final Set<HttpMethod> CHANGES = Set.of(HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

        static {
            SpringDocUtils.getConfig().addRequestWrapperToIgnore(IfMatch.class);
        }

        @Bean
        GlobalOpenApiCustomizer preconditions() {
            return document -> document.getPaths().values().forEach(path -> path.readOperationsMap()
                    .forEach((method, operation) -> {
                        if (CHANGES.contains(method)) {
                            operation.addParametersItem(header());
                        }
                    }));
        }

        private static HeaderParameter header() {
            HeaderParameter header = new HeaderParameter();
            header.name(HttpHeaders.IF_MATCH)
                    .schema(new StringSchema())
                    .description(
                            "The ETag that it was read with: 412 where it is another by now. Without it, or with *, whatever is"
                                    + " there is meant. What has no ETag takes only *.");
            return header;
        }
    }
}
