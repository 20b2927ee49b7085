package io.weir.ingest.function.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.function.AskedFunction;
import io.weir.ingest.function.KeptFunction;
import io.weir.ingest.function.MethodName;
import io.weir.support.note.Notes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a function is changed; what is left open stays as it is.
 *
 * @param properties all of them
 */
record UpdateFunctionRequest(
        @Nullable List<String> parameters,
        @Nullable String body,
        @Schema(example = "Of the sales team") @Nullable String comment,
        @Nullable Map<String, String> properties,

        @Schema(description = "Instead of a body: a method of a jar") @Nullable
        MethodName javaMethod) {

    AskedFunction of(KeptFunction before) {
        return AskedFunction.of(before, parameters, body, javaMethod);
    }

    Notes notes(KeptFunction before) {
        return new Notes(before.comment(), before.properties()).with(comment, properties);
    }
}
