package io.weir.ingest.function.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.function.AskedFunction;
import io.weir.ingest.function.MethodName;
import io.weir.support.note.Notes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a function is created from. */
record CreateFunctionRequest(
        @Schema(example = "gross") String name,

        @Schema(description = "Names of what it is called with, in their order", example = "[\"net\", \"tax\"]")
        @Nullable
        List<String> parameters,

        @Schema(description = "An expression of the parameters, by the rules of transforms", example = "net+tax")
        @Nullable
        String body,

        @Nullable String comment,
        @Nullable Map<String, String> properties,

        @Schema(description = "Instead of a body: a method of a jar") @Nullable
        MethodName javaMethod) {

    AskedFunction asked() {
        return new AskedFunction(name, parameters, body, javaMethod);
    }

    Notes notes() {
        return Notes.NONE.with(comment, properties);
    }
}
