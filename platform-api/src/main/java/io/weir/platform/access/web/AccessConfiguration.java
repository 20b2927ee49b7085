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
            List.of("/api/v1/tokens", "/api/v1/audit", "/api/v1/users", "/api/v1/roles");

    private static final List<String> GRANTS = List.of("/api/v1/grants");

    @Bean
    AccessRule administrationNeedsAdministrators() {
        return request -> isBelow(ADMINISTRATION, request) || (isBelow(GRANTS, request) && !asksForGrants(request))
                ? Scope.ADMIN
                : Scope.READ;
    }

    /** Services ask what a role may do; who is bound by grants may hand out those that it has with the grant option. */
    private static boolean asksForGrants(HttpServletRequest request) {
        return Identity.of(request)
                .filter(caller -> caller.isBounded()
                        || (caller.isService() && request.getMethod().equals("GET")))
                .isPresent();
    }

    private static boolean isBelow(List<String> parts, HttpServletRequest request) {
        String path = request.getServletPath();
        return parts.stream().anyMatch(part -> path.equals(part) || path.startsWith(part + "/"));
    }
}
