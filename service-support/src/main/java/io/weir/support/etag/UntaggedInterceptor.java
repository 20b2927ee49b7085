package io.weir.support.etag;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses a tag of what has none: whoever sends one believes that a change of others would hold the call back. */
final class UntaggedInterceptor implements HandlerInterceptor {

    private static final Set<String> CHANGES =
            Set.of(HttpMethod.PUT.name(), HttpMethod.PATCH.name(), HttpMethod.DELETE.name());

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod operation
                && CHANGES.contains(request.getMethod())
                && Stream.of(operation.getMethodParameters())
                        .noneMatch(parameter -> parameter.getParameterType() == IfMatch.class)) {
            IfMatch.of(request).checkNone();
        }
        return true;
    }
}
