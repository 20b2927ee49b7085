package io.weir.support.openapi.problem;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;

/** Adds to a document what problems look like, the answers that operations refer to, and that any may fail with one. */
public final class ProblemResponses {

    private static final String PROBLEM = "Problem";
    private static final String FIELD_PROBLEM = "FieldProblem";

    private ProblemResponses() {}

    /** To be called when all operations are in the document. */
    public static void add(OpenAPI document, OperationProblems problems) {
        if (document.getComponents() == null) {
            document.setComponents(new Components());
        }
        document.getComponents().addSchemas(PROBLEM, problem());
        document.getComponents().addSchemas(FIELD_PROBLEM, fieldProblem());
        SharedAnswers.add(document, reference(PROBLEM), problems.all().toList());
        SharedAnswers.operations(document)
                .forEach(operation -> operation.getResponses().addApiResponse("default", anyProblem()));
    }

    private static ApiResponse anyProblem() {
        MediaType problem = new MediaType().schema(reference(PROBLEM));
        return new ApiResponse()
                .description("Problem")
                .content(new Content().addMediaType("application/problem+json", problem));
    }

    private static Schema<?> problem() {
        Schema<?> errors = new Schema<>(SpecVersion.V31);
        errors.addType("array");
        errors.setItems(reference(FIELD_PROBLEM));
        Schema<?> status = new Schema<>(SpecVersion.V31);
        status.addType("integer");
        status.setFormat("int32");
        Schema<?> problem = texts("type", "title", "detail", "instance", "code", "requestId");
        problem.addProperty("status", status);
        problem.addProperty("errors", errors);
        problem.setRequired(List.of("code", "requestId", "status", "title", "type"));
        problem.setDescription(
                "A problem document (RFC 9457). What it has besides, by its section 3.2, is of its code: who uses what is to be"
                        + " deleted, the line and the column of what is no JSON.");
        problem.setAdditionalProperties(true);
        return problem;
    }

    private static Schema<?> fieldProblem() {
        Schema<?> field = texts("field", "message", "found", "allowed");
        field.setRequired(List.of("field", "message"));
        return field;
    }

    private static Schema<?> texts(String... names) {
        Schema<?> schema = new Schema<>(SpecVersion.V31);
        schema.addType("object");
        for (String name : names) {
            Schema<?> text = new Schema<>(SpecVersion.V31);
            text.addType("string");
            schema.addProperty(name, text);
        }
        return schema;
    }

    private static Schema<?> reference(String name) {
        return new Schema<>(SpecVersion.V31).$ref("#/components/schemas/" + name);
    }
}
