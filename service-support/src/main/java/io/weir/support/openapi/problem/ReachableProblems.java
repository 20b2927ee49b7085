package io.weir.support.openapi.problem;

import io.weir.support.openapi.problem.CodeOfClass.Body;
import io.weir.support.openapi.problem.CodeOfClass.Constant;
import io.weir.support.problem.ProblemCode;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.asm.Type;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The problems that a method names on any way through it: an upper bound of what it ends with, found in its byte code. What is
 * stored first and called later from somewhere else is not seen.
 */
final class ReachableProblems {

    /** What services share is in every one of them. */
    private static final String SHARED = "io.weir.support";

    private static final Set<String> CONTROLLERS =
            Set.of(Type.getDescriptor(Controller.class), Type.getDescriptor(RestController.class));

    private static final String CATALOGUE = Type.getInternalName(ProblemCode.class);

    private final CodeBase code;

    /** @param packages whose code is looked into; what others do is not followed */
    ReachableProblems(Collection<String> packages) {
        this.code = new CodeBase(packages);
    }

    /** Those of a service. In one process with others, what is theirs is not looked into. */
    static ReachableProblems ofService(Collection<String> packages) {
        return new ReachableProblems(
                Stream.concat(packages.stream(), Stream.of(SHARED)).toList());
    }

    /** The methods that answer calls. */
    Stream<Method> operations() {
        return code.annotated(CONTROLLERS)
                .map(ReachableProblems::load)
                .flatMap(type -> MethodIntrospector.selectMethods(type, ReachableProblems::isOperation).stream());
    }

    private static boolean isOperation(Method method) {
        return AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class);
    }

    private static Class<?> load(String owner) {
        return ClassUtils.resolveClassName(owner.replace('/', '.'), null);
    }

    /** The problems of a method that answers calls. */
    Set<ProblemCode> of(Method operation) {
        Stream<Parameter> bodies = Stream.of(operation.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class));
        return of(operation, bodies.map(Parameter::getType));
    }

    /** The problems of a method and of what makes the bodies that it takes. */
    Set<ProblemCode> of(Method method, Stream<Class<?>> bodies) {
        Set<ProblemCode> problems = new LinkedHashSet<>();
        Set<CodePlace> seen = new HashSet<>();
        Set<Constant> read = new HashSet<>();
        Deque<CodePlace> waiting = new ArrayDeque<>();
        waiting.add(CodePlace.of(method));
        bodies.flatMap(body -> Stream.of(body.getDeclaredConstructors()))
                .map(CodePlace::of)
                .forEach(waiting::add);
        while (!waiting.isEmpty()) {
            for (Body body : code.bodies(waiting.pop())) {
                body.calls().stream().filter(seen::add).forEach(waiting::push);
                body.constants().stream().filter(read::add).forEach(constant -> {
                    if (code.isChildOf(constant.owner(), CATALOGUE)) {
                        problem(constant).ifPresent(problems::add);
                    } else {
                        waiting.push(CodePlace.initializer(constant.owner()));
                    }
                });
            }
        }
        return problems;
    }

    /** All problems that there are in these packages. */
    Stream<ProblemCode> all() {
        return code.childrenOf(CATALOGUE).flatMap(ReachableProblems::catalogue);
    }

    /** None of the constants of a catalogue that are no problem, as the array of them all. */
    private static Optional<ProblemCode> problem(Constant constant) {
        return catalogue(constant.owner())
                .filter(problem -> problem.name().equals(constant.name()))
                .findFirst();
    }

    private static Stream<ProblemCode> catalogue(String owner) {
        return Stream.of(load(owner).getEnumConstants()).map(ProblemCode.class::cast);
    }
}
