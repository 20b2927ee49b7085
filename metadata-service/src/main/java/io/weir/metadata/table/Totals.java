package io.weir.metadata.table;

import io.weir.delta.Violation;
import io.weir.metadata.MetadataProblem;
import io.weir.support.problem.ProblemException;
import java.util.List;

/**
 * What a table holds at one version.
 *
 * @param files live files; one with a deletion vector counts once
 * @param bytes sum of the live files' sizes
 * @param rows sum of the rows that the files' statistics tell, less the deleted ones; files without statistics count 0
 */
public record Totals(long files, long bytes, long rows) {

    public static final Totals NONE = new Totals(0, 0, 0);

    /**
     * Both together.
     *
     * @throws ProblemException if that is more than can be counted: each file's numbers may be true to form and still lie
     */
    public Totals plus(Totals other) {
        try {
            return new Totals(files + other.files, Math.addExact(bytes, other.bytes), Math.addExact(rows, other.rows));
        } catch (ArithmeticException tooMany) {
            throw TableProblems.invalid(
                    MetadataProblem.INVALID_ACTION,
                    List.of(Violation.of(
                            "actions",
                            "add files whose size or numRecords come to more than a table can have",
                            null,
                            "less than 2^63 bytes and rows in all of a table's files")));
        }
    }

    public Totals minus(Totals other) {
        return new Totals(files - other.files, bytes - other.bytes, rows - other.rows);
    }
}
