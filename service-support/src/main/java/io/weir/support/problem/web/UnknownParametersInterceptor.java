package io.weir.support.problem.web;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses queries with a parameter that the operation does not have. A filter whose name is mistaken would otherwise find
 * everything, and look as if it had been obeyed.
 */
final class UnknownParametersInterceptor implements HandlerInterceptor {

    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private final Map<Method, SortedSet<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() != null && handler instanceof HandlerMethod operation) {
            check(request, known.computeIfAbsent(operation.getMethod(), method -> parameters(operation)));
        }
        return true;
    }

    private static void check(HttpServletRequest request, SortedSet<String> known) {
        String allowed = known.isEmpty() ? "no parameters" : String.join(", ", known);
        List<FieldProblem> unknown = request.getParameterMap().keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> new FieldProblem(name, "is not a known parameter", name, allowed))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                            CommonProblem.MALFORMED_REQUEST,
                            "The query parameter '" + unknown.get(0).field() + "' is not known here.")
                    .with("errors", unknown);
        }
    }

    private static SortedSet<String> parameters(HandlerMethod operation) {
        SortedSet<String> names = new TreeSet<>();
        for (MethodParameter parameter : operation.getMethodParameters()) {
            RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
            if (declared != null) {
                names.add(declared.name().isEmpty() ? ownName(parameter) : declared.name());
            }
        }
        return names;
    }

    private static String ownName(MethodParameter parameter) {
        parameter.initParameterNameDiscovery(NAMES);
        String name = parameter.getParameterName();
        if (name == null) {
            throw new IllegalStateException(parameter + " has no name: compile with -parameters");
        }
        return name;
    }
}
