package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline would do with some records.
 *
 * @param received records that were read: {@code written}, {@code deadLettered} and {@code filtered} together
 * @param written records that would be rows
 * @param deadLettered records that could not be
 * @param filtered records that would be neither
 * @param broken records that break each expectation; that a pipeline would end there is not shown otherwise
 * @param columns what the table would have
 * @param rows the first of them, by column
 * @param deadLetters the first of these
 * @param branches what further tables would get; null of a pipeline without branches
 */
public record DryRun(
        long received,
        long written,
        long deadLettered,
        long filtered,
        Map<String, Long> broken,
        List<Column> columns,
        List<Map<String, Object>> rows,
        List<Letter> deadLetters,
        @Nullable List<Branch> branches) {

    /** Of a single table. */
    public DryRun(
            long received,
            long written,
            long deadLettered,
            long filtered,
            Map<String, Long> broken,
            List<Column> columns,
            List<Map<String, Object>> rows,
            List<Letter> deadLetters) {
        this(received, written, deadLettered, filtered, broken, columns, rows, deadLetters, null);
    }

    /**
     * What a further table would get of the same records.
     *
     * @param written rows
     * @param columns what the table would have
     * @param rows the first of them, by column
     */
    @Schema(name = "DryRunBranch")
    public record Branch(String table, long written, List<Column> columns, List<Map<String, Object>> rows) {}

    /**
     * A column of the table.
     *
     * @param type as DuckDB names it
     */
    @Schema(name = "DryRunColumn")
    public record Column(String name, String type) {}

    /**
     * A record that could not be a row, and why.
     *
     * @param payload its first 1,000 characters
     */
    @Schema(name = "DryRunDeadLetter")
    public record Letter(int partition, long sequence, String reason, String payload) {}
}
