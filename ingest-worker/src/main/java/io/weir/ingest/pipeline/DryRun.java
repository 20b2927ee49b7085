package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

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
 */
public record DryRun(
        long received,
        long written,
        long deadLettered,
        long filtered,
        Map<String, Long> broken,
        List<Column> columns,
        List<Map<String, Object>> rows,
        List<Letter> deadLetters) {

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
