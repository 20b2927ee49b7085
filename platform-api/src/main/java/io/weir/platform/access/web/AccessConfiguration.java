package io.weir.platform.access.web;

import io.weir.support.identity.AccessRule;
import io.weir.support.identity.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    /** What hands out access, or tells what others did. Encoded parts of a path are resolved before it is compared. */
    private static final List<String> ADMINISTRATION = List.of("/api/v1/tokens", "/api/v1/audit");

    @Bean
    AccessRule administrationNeedsAdministrators() {
        return request -> isAdministration(request) ? Scope.ADMIN : Scope.READ;
    }

    private static boolean isAdministration(HttpServletRequest request) {
        String path = request.getServletPath();
        return ADMINISTRATION.stream().anyMatch(part -> path.equals(part) || path.startsWith(part + "/"));
    }
}
