package io.weir.support.access;

import static java.util.stream.Collectors.joining;

import io.weir.support.identity.Identity;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Holds callers who are bound by grants to what each operation says that it needs; what says nothing is closed to them. */
final class GrantInterceptor implements HandlerInterceptor {

    private final Access access;

    GrantInterceptor(Access access) {
        this.access = access;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod operation && !isError(operation)) {
            Identity.of(request).filter(Identity::isBounded).ifPresent(caller -> check(request, operation, caller));
        }
        return true;
    }

    private static boolean isError(HandlerMethod operation) {
        return ErrorController.class.isAssignableFrom(operation.getBeanType());
    }

    private void check(HttpServletRequest request, HandlerMethod operation, Identity caller) {
        RequiresGrant required = operation.getMethodAnnotation(RequiresGrant.class);
        if (required != null) {
            String name = name(request, required.named());
            if (!isHandedOver(request, required, caller, name)) {
                access.require(request, required.value(), required.on(), name);
            }
        } else if (!operation.hasMethodAnnotation(ChecksGrants.class)) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN,
                    "No grant opens this; " + caller.name() + " may do what its roles were granted");
        }
    }

    /** Who hands something over once more is not its owner any more; the operation looks at whom it is to go to. */
    private boolean isHandedOver(HttpServletRequest request, RequiresGrant required, Identity caller, String name) {
        return required.value() == Privilege.OWNERSHIP
                && request.getMethod().equals("PUT")
                && access.hasHandedOver(caller, required.on(), name);
    }

    private static String name(HttpServletRequest request, String[] named) {
        Map<?, ?> variables = (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return named.length == 0
                ? Grant.ALL
                : Stream.of(named).map(variable -> name(variables, variable)).collect(joining("."));
    }

    private static String name(Map<?, ?> variables, String variable) {
        Object name = variables.get(variable);
        if (name == null) {
            throw new IllegalStateException("the path has no variable " + variable);
        }
        return name.toString();
    }
}
