package io.weir.support.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem document. Thrown where a feature meets what its caller must be told. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemCode problem;
    private final transient Map<String, Object> properties = new LinkedHashMap<>();
    private final transient @Nullable Duration retryAfter;

    public ProblemException(ProblemCode problem, String detail) {
        this(problem, detail, null, null);
    }

    public ProblemException(
            ProblemCode problem, String detail, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(detail, cause);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** The request names a field whose value cannot be taken. */
    public static ProblemException invalid(String field, String message, @Nullable Object found, String allowed) {
        FieldProblem invalid = new FieldProblem(field, message, found == null ? null : found.toString(), allowed);
        return new ProblemException(CommonProblem.INVALID_REQUEST, field + ": " + message)
                .with("errors", List.of(invalid));
    }

    /** There is nothing of this name; {@code problem} says of what kind. */
    public static ProblemException notFound(ProblemCode problem, String kind, String name) {
        return new ProblemException(problem, "There is no " + kind + " '" + name + "'.");
    }

    /** What was read is to be changed, and is no longer that. */
    public static ProblemException stale(String kind, String name) {
        return new ProblemException(
                CommonProblem.STALE_ETAG, "The " + kind + " '" + name + "' changed since it was read");
    }

    /** A dependency does not answer; the caller may try again after {@code retryAfter}. */
    public static ProblemException unavailable(String detail, Duration retryAfter, @Nullable Throwable cause) {
        return new ProblemException(CommonProblem.UNAVAILABLE, detail, retryAfter, cause);
    }

    /** Adds an extension member to the problem document. */
    public ProblemException with(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    public ProblemCode problem() {
        return problem;
    }

    public Map<String, Object> properties() {
        return properties;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
