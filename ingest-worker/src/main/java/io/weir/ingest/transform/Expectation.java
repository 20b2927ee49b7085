package io.weir.ingest.transform;

import io.weir.ingest.decode.StructType;
import java.sql.SQLException;

/**
 * What every row of a pipeline is expected to be.
 *
 * @param condition as it was written
 * @param expression the same as DuckDB wrote it out of what was looked at; true of the rows that are as expected
 */
public record Expectation(String name, String condition, String expression, Action action) {

    private static final String KEPT = "kept";
    private static final String ALLOWED = "one condition over columns of the row, as in price > 0";

    /** What becomes of a record whose row is not as expected. */
    public enum Action {
        /** It is counted, and written. */
        WARN,
        /** It is a dead letter. */
        DROP,
        /** The pipeline fails before anything of its batch is written. */
        FAIL
    }

    /**
     * Reads a condition, by the rules of transforms.
     *
     * @param rows columns of the rows
     * @throws TransformRefusedException if it is anything but one condition
     */
    public static Expectation of(String name, String condition, Action action, StructType rows)
            throws TransformRefusedException, SQLException {
        // A comment at its end ends with the line; what closes the bracket leaves one too many.
        Transform read = Transform.of("select (" + condition + "\n) as " + KEPT + " from input", rows);
        if (read.filters()
                || read.items().size() != 1
                || !read.items().get(0).name().equals(KEPT)) {
            throw new TransformRefusedException("is more than a condition", condition, ALLOWED);
        }
        String type = read.output().fields().values().iterator().next().sql();
        if (!type.equals("BOOLEAN")) {
            throw new TransformRefusedException("is of type " + type, condition, ALLOWED);
        }
        return new Expectation(name, condition, read.items().get(0).expression(), action);
    }

    /** Whether a row breaks it: where it is false, and where nobody knows. Fails for rows that it cannot be worked out for. */
    String broken() {
        return "(not coalesce((" + expression + "), false))";
    }

    /** The same, and true where it cannot be worked out. Good without optimizer only, which works out parts elsewhere. */
    String brokenOrFailing() {
        return "(not coalesce(try((" + expression + ")), false))";
    }

    /** Why a record is a dead letter. */
    String reason() {
        return "breaks expectation " + name + ": " + condition;
    }
}
