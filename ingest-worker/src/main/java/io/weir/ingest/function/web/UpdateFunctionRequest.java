package io.weir.ingest.function.web;

import io.weir.ingest.function.KeptFunction;
import io.weir.ingest.note.Notes;
import io.weir.ingest.transform.SqlFunction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a function is changed; what is left open stays as it is.
 *
 * @param properties all of them
 */
record UpdateFunctionRequest(
        @Nullable List<String> parameters,
        @Nullable String body,
        @Nullable String comment,
        @Nullable Map<String, String> properties) {

    SqlFunction of(SqlFunction before) {
        return new SqlFunction(
                before.name(),
                Objects.requireNonNullElse(parameters, before.parameters()),
                Objects.requireNonNullElse(body, before.body()));
    }

    Notes notes(KeptFunction before) {
        return new Notes(before.comment(), before.properties()).with(comment, properties);
    }
}
