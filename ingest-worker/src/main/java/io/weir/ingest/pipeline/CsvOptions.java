package io.weir.ingest.pipeline;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How lines of CSV are written.
 *
 * @param delimiter between the fields: a comma unless said otherwise, a semicolon, a bar or a tab
 * @param header whether records that repeat the names of the columns are left out
 */
public record CsvOptions(
        @Nullable String delimiter, @Nullable Boolean header) {

    private static final CsvOptions DEFAULT = new CsvOptions(null, null);

    static CsvOptions of(PipelineDefinition definition) {
        return Objects.requireNonNullElse(definition.csv(), DEFAULT);
    }

    String separator() {
        return Objects.requireNonNullElse(delimiter, ",");
    }

    boolean skipsHeader() {
        return Boolean.TRUE.equals(header);
    }
}
