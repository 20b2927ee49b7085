package io.weir.support.openapi.problem;

import io.weir.support.openapi.problem.CodeOfClass.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.StreamUtils;

/** The classes of some packages, with what is below them: what a call may mean there, and what is done then. */
final class CodeBase {

    private final Map<String, CodeOfClass> classes = new HashMap<>();
    private final Map<String, Set<String>> children = new HashMap<>();

    /** Reads them all: some hundred classes of a service, in some tenths of a second. */
    CodeBase(Collection<String> packages) {
        packages.stream().flatMap(CodeBase::files).map(CodeBase::read).forEach(this::add);
    }

    private static Stream<Resource> files(String inPackage) {
        String pattern = "classpath*:" + inPackage.replace('.', '/') + "/**/*.class";
        try {
            return Stream.of(new PathMatchingResourcePatternResolver().getResources(pattern));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static CodeOfClass read(Resource file) {
        try (var stream = file.getInputStream()) {
            return CodeOfClass.read(StreamUtils.copyToByteArray(stream));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(CodeOfClass code) {
        classes.put(code.name(), code);
        code.parents().forEach(parent -> children.computeIfAbsent(parent, absent -> new LinkedHashSet<>())
                .add(code.name()));
    }

    /** The classes that have one of these annotations themselves, by internal names. */
    Stream<String> annotated(Set<String> descriptors) {
        return classes.values().stream()
                .filter(code -> code.annotations().stream().anyMatch(descriptors::contains))
                .map(CodeOfClass::name);
    }

    private boolean has(String owner) {
        return classes.containsKey(owner);
    }

    private CodeOfClass known(String owner) {
        return Objects.requireNonNull(classes.get(owner), owner);
    }

    /** The classes of these packages that implement an interface themselves. */
    Stream<String> childrenOf(String parent) {
        return children.getOrDefault(parent, Set.of()).stream();
    }

    /** Whether a class of these packages implements an interface itself. */
    boolean isChildOf(String owner, String parent) {
        return has(owner) && known(owner).parents().contains(parent);
    }

    /** Everything that a call of this method may do: itself, or what subclasses and parents have in its place. */
    List<Body> bodies(CodePlace called) {
        if (!has(called.owner())) {
            return List.of();
        }
        Stream<String> owners = called.isOverridable()
                ? Stream.concat(below(called.owner()), above(called.owner()))
                : Stream.of(called.owner());
        return owners.distinct()
                .map(owner -> known(owner).body(called.in(owner)))
                .filter(Objects::nonNull)
                .toList();
    }

    private Stream<String> below(String owner) {
        return reached(owner, name -> children.getOrDefault(name, Set.of()));
    }

    /** Inherited; a parent of another package base is not known. */
    private Stream<String> above(String owner) {
        return reached(owner, name -> known(name).parents()).filter(this::has);
    }

    private Stream<String> reached(String from, Function<String, Collection<String>> next) {
        Set<String> found = new LinkedHashSet<>(Set.of(from));
        Deque<String> waiting = new ArrayDeque<>(found);
        while (!waiting.isEmpty()) {
            next.apply(waiting.pop()).stream()
                    .filter(this::has)
                    .filter(found::add)
                    .forEach(waiting::push);
        }
        return found.stream();
    }
}
