package io.weir.support.access;

import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.identity.AccessRule;
import io.weir.support.identity.Identity;
import io.weir.support.identity.Scope;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.services.ServiceLocations;
import jakarta.servlet.ServletRequest;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class AccessAutoConfiguration {

    @Bean
    Access access(
            ObjectProvider<RoleGrants> own,
            ObjectProvider<Owners> owners,
            ObjectProvider<JdbcClient> database,
            ServiceLocations locations,
            ServiceIdentity identity) {
        return new Access(
                new FreshRoleGrants(own.getIfAvailable(() -> new HttpRoleGrants(locations.platformUrl(), identity))),
                owners.orderedStream().toList(),
                new HandOvers(database.getIfAvailable()));
    }

    @Bean
    WebMvcConfigurer grantsOfOperations(Access access) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new GrantInterceptor(access));
            }
        };
    }

    @Bean
    @ConditionalOnBean(OwnedRows.class)
    FormerOwnerController formerOwners(OwnedRows rows, IdempotentRequests requests) {
        return new FormerOwnerController(rows, requests);
    }

    /** They tell of everybody's things. */
    @Bean
    AccessRule metricsAreNotForCallersWithGrants() {
        return request ->
                isBounded(request) && request.getServletPath().startsWith("/actuator/") ? Scope.ADMIN : Scope.READ;
    }

    private static boolean isBounded(ServletRequest request) {
        return Identity.of(request).filter(Identity::isBounded).isPresent();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(GlobalOperationCustomizer.class)
    static class Document {

        private static final String EXTENSION = "x-weir-grant";

        @Bean
        GlobalOperationCustomizer requiredGrants() {
            return (operation, handler) -> {
                RequiresGrant required = handler.getMethodAnnotation(RequiresGrant.class);
                ChecksGrants checked = handler.getMethodAnnotation(ChecksGrants.class);
                if (required != null) {
                    operation.addExtension(EXTENSION, text(required));
                } else if (checked != null) {
                    operation.addExtension(EXTENSION, checked.value());
                }
                return operation;
            };
        }

        private static String text(RequiresGrant required) {
            String name = required.named().length == 0 ? Grant.ALL : "{" + String.join("}.{", required.named()) + "}";
            return required.value() + " on " + required.on() + " " + name;
        }
    }
}
