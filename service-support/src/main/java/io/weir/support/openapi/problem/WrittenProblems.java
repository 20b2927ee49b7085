package io.weir.support.openapi.problem;

import io.weir.support.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ClassUtils;

/**
 * The problems that the build of a service found in its code. Reading what was written takes some milliseconds, and finding it
 * some seconds, which nobody who asks for a document shall wait.
 */
final class WrittenProblems {

    private static final String FOLDER = "META-INF/weir/problems/";

    /** Begins the line of a catalogue; other lines are operations. */
    private static final String CATALOGUE = "catalogue ";

    private final Map<String, ProblemCode> known;
    private final Map<String, List<String>> operations;

    private WrittenProblems(Map<String, ProblemCode> known, Map<String, List<String>> operations) {
        this.known = known;
        this.operations = operations;
    }

    /** Below a folder of classes, where what was found of a package belongs. */
    static String place(String ofPackage) {
        return FOLDER + ofPackage;
    }

    /** What was written of a service; none of one whose build did not look, such as one that a test made up. */
    static Optional<WrittenProblems> find(Collection<String> packages) {
        return Optional.of(packages)
                .filter(own -> own.size() == 1)
                .map(own -> new ClassPathResource(place(own.iterator().next())))
                .filter(ClassPathResource::exists)
                .map(WrittenProblems::read);
    }

    private static WrittenProblems read(ClassPathResource file) {
        Map<String, ProblemCode> known = new HashMap<>();
        Map<String, List<String>> operations = new HashMap<>();
        text(file).lines().forEach(line -> {
            if (line.startsWith(CATALOGUE)) {
                catalogue(line.substring(CATALOGUE.length())).forEach(problem -> known.put(problem.code(), problem));
            } else {
                List<String> words = List.of(line.split(" "));
                operations.put(words.get(0), words.subList(1, words.size()));
            }
        });
        return new WrittenProblems(known, operations);
    }

    private static String text(ClassPathResource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<ProblemCode> catalogue(String name) {
        return Arrays.stream(ClassUtils.resolveClassName(name, null).getEnumConstants())
                .map(ProblemCode.class::cast);
    }

    /** What is to be written of a service: lines in their order, so that the same code gives the same text. */
    static String text(ReachableProblems found) {
        Stream<String> catalogues = found.all().map(problem -> CATALOGUE + declaringClass(problem));
        Stream<String> operations = found.operations().map(operation -> line(operation, found.of(operation)));
        return Stream.concat(catalogues, operations).distinct().sorted().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String declaringClass(ProblemCode problem) {
        return ((Enum<?>) problem).getDeclaringClass().getName();
    }

    private static String line(Method operation, Set<ProblemCode> problems) {
        Set<String> words = problems.stream().map(ProblemCode::code).collect(Collectors.toCollection(TreeSet::new));
        return Stream.concat(Stream.of(CodePlace.of(operation).toString()), words.stream())
                .collect(Collectors.joining(" "));
    }

    /** The problems of an operation; none where the build did not see it. */
    Optional<Set<ProblemCode>> of(Method operation) {
        return Optional.ofNullable(operations.get(CodePlace.of(operation).toString()))
                .map(codes -> codes.stream().map(this::problem).collect(Collectors.toSet()));
    }

    private ProblemCode problem(String code) {
        return Objects.requireNonNull(known.get(code), code);
    }

    Stream<ProblemCode> all() {
        return known.values().stream();
    }
}
