package io.weir.support.openapi.example;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives each JSON body of a document's operations an example, unless it has one. */
public final class OperationExamples {

    private static final String JSON = "application/json";

    private OperationExamples() {}

    /** To be called when the document has all its schemas. */
    public static void add(OpenAPI document) {
        SchemaExamples examples = new SchemaExamples(document.getComponents().getSchemas());
        Stream<Operation> operations = document.getPaths() == null
                ? Stream.empty()
                : document.getPaths().values().stream()
                        .map(PathItem::readOperations)
                        .flatMap(List::stream);
        operations.forEach(operation -> add(operation, examples));
    }

    private static void add(Operation operation, SchemaExamples examples) {
        if (operation.getRequestBody() != null) {
            add(operation.getRequestBody().getContent(), examples, SchemaExamples.Extent.WHAT_IS_NEEDED);
        }
        operation
                .getResponses()
                .values()
                .forEach(answer -> add(answer.getContent(), examples, SchemaExamples.Extent.ALL));
    }

    private static void add(@Nullable Content content, SchemaExamples examples, SchemaExamples.Extent extent) {
        MediaType json = content == null ? null : content.get(JSON);
        if (json != null && json.getExample() == null && json.getExamples() == null && json.getSchema() != null) {
            json.setExample(examples.of(json.getSchema(), extent));
        }
    }
}
