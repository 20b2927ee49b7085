package io.weir.support.problem.web;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in a caller's words what a field of a Java type takes. */
final class AllowedValues {

    private static final Set<Class<?>> WHOLE =
            Set.of(Integer.class, Long.class, Short.class, Byte.class, BigInteger.class);

    private static final Set<Class<?>> REAL = Set.of(Double.class, Float.class, BigDecimal.class);

    private static final Map<Class<?>, String> NAMED = Map.of(
            Boolean.class, "true or false",
            String.class, "a text",
            Instant.class, "a date-time as in 2026-01-31T12:00:00Z",
            OffsetDateTime.class, "a date-time as in 2026-01-31T12:00:00Z",
            LocalDate.class, "a date as in 2026-01-31",
            Duration.class, "a duration as in PT30S",
            UUID.class, "a UUID",
            URI.class, "a URI");

    private AllowedValues() {}

    static String of(@Nullable Class<?> declared) {
        if (declared == null) {
            return "a value of the documented type";
        }
        Class<?> type = declared.isPrimitive() ? wrapper(declared) : declared;
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
        }
        if (WHOLE.contains(type)) {
            return "a whole number";
        }
        if (REAL.contains(type)) {
            return "a number";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return NAMED.getOrDefault(type, "an object");
    }

    private static Class<?> wrapper(Class<?> primitive) {
        return Array.get(Array.newInstance(primitive, 1), 0).getClass();
    }
}
