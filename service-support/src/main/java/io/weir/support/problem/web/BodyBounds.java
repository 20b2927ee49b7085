package io.weir.support.problem.web;

import io.weir.support.problem.FieldProblem;
import java.util.List;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;

/** How deep and how long what is in a body may be, whatever its size: what goes beyond would cost far more than its bytes. */
final class BodyBounds {

    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.defaults();

    /**
     * One of the parser's bounds.
     *
     * @param said how the parser begins to say that something is beyond it
     * @param wrong what is wrong with the field
     * @param allowed what is read
     */
    private record Bound(String said, String wrong, String allowed) {}

    private static final List<Bound> ALL = List.of(
            new Bound(
                    "Document nesting depth",
                    "nests too deep",
                    "up to " + BOUNDS.getMaxNestingDepth() + " objects and arrays within each other"),
            new Bound(
                    "Number value length",
                    "has too long a number",
                    "numbers of up to " + BOUNDS.getMaxNumberLength() + " digits"),
            new Bound(
                    "Name length",
                    "has too long a name",
                    "names of up to " + BOUNDS.getMaxNameLength() + " characters"),
            new Bound(
                    "String value length",
                    "has too long a text",
                    "texts of up to " + BOUNDS.getMaxStringLength() + " characters"));

    private BodyBounds() {}

    /** What is beyond, and what would not be. */
    static FieldProblem of(String path, StreamConstraintsException beyond) {
        return ALL.stream()
                .filter(bound -> beyond.getOriginalMessage().startsWith(bound.said()))
                .findFirst()
                .map(bound -> new FieldProblem(path, bound.wrong(), null, bound.allowed()))
                .orElseGet(() -> new FieldProblem(path, "has a number of too many digits", null, "shorter numbers"));
    }
}
