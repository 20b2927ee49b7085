package io.weir.delta;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Actions, a schema or a log file do not keep the protocol's rules. Names every field that is wrong, never none. */
public class InvalidActionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public InvalidActionException(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    public InvalidActionException(String field, String message, @Nullable Object found, String allowed) {
        this(List.of(Violation.of(field, message, found, allowed)));
    }

    /** The same, seen from one level further out. */
    public InvalidActionException below(String prefix) {
        InvalidActionException outer = new InvalidActionException(
                violations.stream().map(violation -> violation.below(prefix)).toList());
        outer.addSuppressed(this);
        return outer;
    }

    /** What is wrong, in the order it was found. */
    public List<Violation> violations() {
        return violations;
    }
}
