package io.weir.support.vitals;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The operations that are {@link WaitsForCaller}, by method and path. */
final class WaitingOperations implements Predicate<String> {

    private final SingletonSupplier<Set<String>> names;

    /** @param mappings which are asked once, when all operations are known */
    WaitingOperations(Supplier<Stream<RequestMappingHandlerMapping>> mappings) {
        this.names = SingletonSupplier.of(() -> mappings.get()
                .map(RequestMappingHandlerMapping::getHandlerMethods)
                .flatMap(methods -> methods.entrySet().stream())
                .filter(operation -> operation.getValue().hasMethodAnnotation(WaitsForCaller.class))
                .map(operation -> names(operation.getKey()))
                .flatMap(Collection::stream)
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static Set<String> names(RequestMappingInfo mapping) {
        return mapping.getMethodsCondition().getMethods().stream()
                .flatMap(method -> mapping.getPatternValues().stream().map(path -> method + " " + path))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean test(String operation) {
        return names.obtain().contains(operation);
    }
}
