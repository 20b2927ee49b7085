package io.weir.ingest.entity.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows for a topic, a hub or a table.
 *
 * @param path of it
 * @param rows values by column, 1 to 1,000 of them
 */
record InsertRowsRequest(
        @Schema(example = "orders") String path,

        @Schema(example = "[{\"id\": 1, \"item\": \"tea\"}]")
        List<@Nullable Map<String, @Nullable Object>> rows) {

    /** @throws ProblemException naming a row that is none */
    List<Map<String, @Nullable Object>> checkedRows() {
        List<Map<String, @Nullable Object>> checked = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            if (row == null) {
                throw ProblemException.invalid("rows[" + checked.size() + "]", "is null", null, "values by column");
            }
            checked.add(row);
        }
        return checked;
    }
}
