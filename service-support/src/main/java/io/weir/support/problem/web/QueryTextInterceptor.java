package io.weir.support.problem.web;

import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses queries with the character NUL, which no name has and PostgreSQL takes in no text. */
final class QueryTextInterceptor implements HandlerInterceptor {

    private static final String ENCODED = "%00";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query != null && query.contains(ENCODED) && handler instanceof HandlerMethod) {
            request.getParameterMap().forEach((name, values) -> {
                if (Arrays.stream(values).anyMatch(value -> value.indexOf('\0') >= 0)) {
                    throw ProblemException.invalid(name, "has the character NUL in it", null, "a text without it");
                }
            });
        }
        return true;
    }
}
