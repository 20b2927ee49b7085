package io.weir.ingest.function;

import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function as somebody asks for it: an expression, or a method by its name.
 *
 * @param parameters null for as many as the method has, called p1, p2 and so on
 */
public record AskedFunction(
        String name,
        @Nullable List<String> parameters,
        @Nullable String body,
        @Nullable MethodName javaMethod) {

    /** Refuses one that is both, or neither. */
    public AskedFunction {
        if ((body == null) == (javaMethod == null)) {
            throw ProblemException.invalid(
                    "body",
                    body == null ? "is missing" : "does not go with a method",
                    body,
                    "an expression, or javaMethod with a method of a function source");
        }
    }

    /** The same with what it leaves open taken from a function that there is. */
    public static AskedFunction of(
            KeptFunction before,
            @Nullable List<String> parameters,
            @Nullable String body,
            @Nullable MethodName javaMethod) {
        List<String> names =
                Objects.requireNonNullElse(parameters, before.definition().parameters());
        if (body != null || javaMethod != null) {
            return new AskedFunction(
                    before.name(), parameters == null && javaMethod != null ? null : names, body, javaMethod);
        }
        return before.definition().javaMethod() == null
                ? new AskedFunction(before.name(), names, before.definition().body(), null)
                : new AskedFunction(
                        before.name(),
                        names,
                        null,
                        FunctionMethods.name(before.definition().javaMethod()));
    }
}
