package io.weir.support.json;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * What the nullness annotations of a record say about its JSON: a component that may not be null is a required field.
 * Holds for records of {@code @NullMarked} packages and classes only.
 */
public final class RequiredComponents {

    private RequiredComponents() {}

    /** Whether a record's nullness is declared, so that this class can speak of it. */
    public static boolean knows(Class<?> type) {
        return type.isRecord() && isNullMarked(type);
    }

    /** Whether the component must be there and not null. One whose fields stand among the others has no field of its own. */
    public static boolean isRequired(RecordComponent component) {
        return knows(component.getDeclaringRecord())
                && !isNullable(component.getAnnotatedType())
                && !component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
    }

    /** Whether a collection's elements, or a map's values, may not be null. */
    public static boolean hasRequiredContent(RecordComponent component) {
        AnnotatedType content = content(component.getAnnotatedType());
        return content != null && knows(component.getDeclaringRecord()) && !isNullable(content);
    }

    private static @Nullable AnnotatedType content(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            return array.getAnnotatedGenericComponentType();
        }
        if (type instanceof AnnotatedParameterizedType generic) {
            AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
            return arguments[arguments.length - 1];
        }
        return null;
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static boolean isNullMarked(Class<?> type) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (outer.isAnnotationPresent(NullMarked.class)) {
                return true;
            }
        }
        return type.getPackage().isAnnotationPresent(NullMarked.class);
    }
}
