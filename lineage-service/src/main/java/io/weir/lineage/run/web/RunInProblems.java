package io.weir.lineage.run.web;

import io.weir.support.problem.Problem;
import io.weir.support.problem.ProblemMembers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Names in every problem document the run that its request was about, where the path or the body names one. */
@RestControllerAdvice
class RunInProblems implements ResponseBodyAdvice<Object> {

    private static final Pattern RUN_BY_ID = Pattern.compile(".*/runs/\\{(run_id|runId|id)}.*");

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        return body instanceof Problem problem && request instanceof ServletServerHttpRequest servlet
                ? with(problem, servlet.getServletRequest())
                : body;
    }

    private static Problem with(Problem problem, HttpServletRequest request) {
        Map<String, Object> members = new LinkedHashMap<>(problem.members());
        ProblemMembers.of(request).forEach(members::putIfAbsent);
        inPath(request).ifPresent(run -> members.putIfAbsent("runId", run));
        return new Problem(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.detail(),
                problem.instance(),
                problem.code(),
                problem.requestId(),
                members);
    }

    private static Optional<String> inPath(HttpServletRequest request) {
        return Stream.ofNullable(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                .map(pattern -> RUN_BY_ID.matcher(pattern.toString()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .map(name -> variables(request).get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst();
    }

    private static Map<?, ?> variables(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? variables
                : Map.of();
    }
}
