package io.weir.ingest.function.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.function.KeptFunction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A function as the API gives it.
 *
 * @param body the expression, or which method is called with what
 * @param javaMethod the method that it is; absent where it is an expression
 */
@Schema(name = "Function")
record FunctionDocument(
        String name,
        List<String> parameters,
        String body,
        String comment,
        String owner,
        Map<String, String> properties,
        Instant createdAt,
        Instant updatedAt,
        @Nullable BoundMethod javaMethod) {

    static FunctionDocument of(KeptFunction function) {
        return new FunctionDocument(
                function.name(),
                function.definition().parameters(),
                function.definition().body(),
                function.comment(),
                function.owner(),
                new TreeMap<>(function.properties()),
                function.createdAt(),
                function.updatedAt(),
                BoundMethod.of(function.definition().javaMethod()));
    }
}
