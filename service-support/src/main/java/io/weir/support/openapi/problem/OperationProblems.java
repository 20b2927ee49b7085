package io.weir.support.openapi.problem;

import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.models.Operation;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemCode;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * Says of an operation which problems it may be answered with: the statuses as its responses, and as {@code x-weir-problems} the
 * codes by status that are not every service's. They follow from what it takes and from what its code names.
 */
public final class OperationProblems implements GlobalOperationCustomizer {

    /** Codes by status, as in {@code {"409": ["store-exists"]}}. */
    static final String EXTENSION = "x-weir-problems";

    /** What doors of the platform answer before an operation sees the request: readers of paths, limits of rates, services that stop. */
    private static final List<ProblemCode> OF_ALL =
            List.of(CommonProblem.MALFORMED_REQUEST, CommonProblem.RATE_LIMITED, CommonProblem.UNAVAILABLE);

    private static final List<ProblemCode> OF_KNOWN_CALLERS =
            List.of(CommonProblem.UNAUTHENTICATED, CommonProblem.FORBIDDEN);
    private static final List<ProblemCode> OF_BODIES =
            List.of(CommonProblem.CONTENT_TOO_LARGE, CommonProblem.UNSUPPORTED_MEDIA_TYPE);

    /** They take an entity tag, and what has none takes no tag. */
    private static final Set<RequestMethod> CHANGES =
            Set.of(RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE);

    private final SingletonSupplier<Optional<WrittenProblems>> written;
    private final SingletonSupplier<ReachableProblems> reachable;

    /** @param packages of the service, without what it shares with others */
    public OperationProblems(Collection<String> packages) {
        this.written = SingletonSupplier.of(() -> WrittenProblems.find(packages));
        this.reachable = SingletonSupplier.of(() -> ReachableProblems.ofService(packages));
    }

    /** All problems of the service and of what it shares with others. */
    Stream<ProblemCode> all() {
        return written.obtain()
                .map(WrittenProblems::all)
                .orElseGet(() -> reachable.obtain().all());
    }

    /** As the build found them; a method that it did not see, as of a test's service, is looked into now. */
    private Set<ProblemCode> of(Method operation) {
        return written.obtain()
                .flatMap(found -> found.of(operation))
                .orElseGet(() -> reachable.obtain().of(operation));
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        Map<String, Set<String>> codes = new TreeMap<>();
        problems(operation, handler).forEach(problem -> {
            operation.getResponses().addApiResponse(SharedAnswers.status(problem), SharedAnswers.reference(problem));
            if (!(problem instanceof CommonProblem)) {
                codes.computeIfAbsent(SharedAnswers.status(problem), absent -> new TreeSet<>())
                        .add(problem.code());
            }
        });
        if (!codes.isEmpty()) {
            operation.addExtension(EXTENSION, codes);
        }
        return operation;
    }

    /** Those that a caller can do something about: a failure of the service is told by {@code default}. */
    private Stream<ProblemCode> problems(Operation operation, HandlerMethod handler) {
        Stream<ProblemCode> own = of(handler.getMethod()).stream();
        return Stream.of(OF_ALL.stream(), ofCaller(handler), ofRequest(operation, handler), own)
                .flatMap(problems -> problems)
                .filter(problem -> problem != CommonProblem.INTERNAL);
    }

    private static Stream<ProblemCode> ofCaller(HandlerMethod handler) {
        boolean forEverybody = handler.hasMethodAnnotation(SecurityRequirements.class);
        // Pages of other origins are refused whatever they ask for.
        return forEverybody ? Stream.of(CommonProblem.FORBIDDEN) : OF_KNOWN_CALLERS.stream();
    }

    private static Stream<ProblemCode> ofRequest(Operation operation, HandlerMethod handler) {
        Stream<ProblemCode> ofBody = takes(handler, RequestBody.class) || operation.getRequestBody() != null
                ? OF_BODIES.stream()
                : Stream.empty();
        Stream<ProblemCode> ofPath =
                takes(handler, PathVariable.class) ? Stream.of(CommonProblem.NOT_FOUND) : Stream.empty();
        // A text with the character NUL is refused in any query.
        Stream<ProblemCode> ofQuery =
                takes(handler, RequestParam.class) ? Stream.of(CommonProblem.INVALID_REQUEST) : Stream.empty();
        boolean tells = operation.getResponses().values().stream().anyMatch(answer -> answer.getContent() != null);
        Stream<ProblemCode> ofAnswer = tells ? Stream.of(CommonProblem.NOT_ACCEPTABLE) : Stream.empty();
        Stream<ProblemCode> ofTag = changes(handler) ? Stream.of(CommonProblem.STALE_ETAG) : Stream.empty();
        return Stream.of(ofBody, ofPath, ofQuery, ofAnswer, ofTag).flatMap(problems -> problems);
    }

    private static boolean changes(HandlerMethod handler) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
        return mapping != null && !Collections.disjoint(CHANGES, List.of(mapping.method()));
    }

    private static boolean takes(HandlerMethod handler, Class<? extends Annotation> kind) {
        return Stream.of(handler.getMethodParameters()).anyMatch(parameter -> parameter.hasParameterAnnotation(kind));
    }
}
