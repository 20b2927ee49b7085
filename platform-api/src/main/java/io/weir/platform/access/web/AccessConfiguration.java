package io.weir.platform.access.web;

import io.weir.support.identity.AccessRule;
import io.weir.support.identity.Identity;
import io.weir.support.identity.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    /** What hands out access, or tells what others did. Encoded parts of a path are resolved before it is compared. */
    private static final List<String> ADMINISTRATION =
            List.of("/api/v1/tokens", "/api/v1/users", "/api/v1/roles", "/api/v1/organizations");

    private static final List<String> GRANTS = List.of("/api/v1/grants");
    private static final List<String> AUDIT = List.of("/api/v1/audit");

    /** Figures of everybody's calls, as metrics are. */
    private static final List<String> FIGURES = List.of("/api/v1/health/detailed");

    @Bean
    AccessRule administrationNeedsAdministrators() {
        return request -> isBelow(AUDIT, request)
                        || (isBelow(FIGURES, request) && isBounded(request))
                        || (isBelow(ADMINISTRATION, request) && !isBounded(request))
                        || (isBelow(GRANTS, request) && !isBounded(request) && !isServiceThatAsks(request))
                ? Scope.ADMIN
                : Scope.READ;
    }

    /** Who is bound by grants may hand out those that it has with the grant option, and change what it owns. */
    private static boolean isBounded(HttpServletRequest request) {
        return Identity.of(request).filter(Identity::isBounded).isPresent();
    }

    /** Services ask what a role may do. */
    private static boolean isServiceThatAsks(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && Identity.of(request).filter(Identity::isService).isPresent();
    }

    private static boolean isBelow(List<String> parts, HttpServletRequest request) {
        String path = request.getServletPath();
        return parts.stream().anyMatch(part -> path.equals(part) || path.startsWith(part + "/"));
    }
}
