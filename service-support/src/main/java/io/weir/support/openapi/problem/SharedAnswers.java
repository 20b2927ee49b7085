package io.weir.support.openapi.problem;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.weir.support.problem.ProblemCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

/** Answers with problems, one for each status, which all operations that may give it refer to. */
final class SharedAnswers {

    private static final String PLACE = "#/components/responses/";

    private SharedAnswers() {}

    /** The key of a problem's answer among an operation's responses. */
    static String status(ProblemCode problem) {
        return Integer.toString(problem.status().value());
    }

    static ApiResponse reference(ProblemCode problem) {
        return new ApiResponse().$ref(PLACE + name(problem.status()));
    }

    /** As the status is called: {@code UNPROCESSABLE_CONTENT} is {@code UnprocessableContent}. */
    private static String name(HttpStatus status) {
        return Arrays.stream(status.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** Adds those that operations of the document refer to. */
    static void add(OpenAPI document, Schema<?> problem, List<ProblemCode> all) {
        List<String> referred = operations(document)
                .flatMap(operation -> operation.getResponses().values().stream())
                .map(ApiResponse::get$ref)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Stream.of(HttpStatus.values())
                .filter(status -> referred.contains(PLACE + name(status)))
                .forEach(status -> document.getComponents().addResponses(name(status), answer(status, problem, all)));
    }

    static Stream<Operation> operations(OpenAPI document) {
        return document.getPaths() == null
                ? Stream.empty()
                : document.getPaths().values().stream()
                        .map(PathItem::readOperations)
                        .flatMap(List::stream);
    }

    private static ApiResponse answer(HttpStatus status, Schema<?> problem, List<ProblemCode> all) {
        MediaType content = new MediaType().schema(problem);
        ProblemExamples.of(status, all)
                .forEach((code, example) -> content.addExamples(code, new Example().value(example)));
        return new ApiResponse()
                .description(status.getReasonPhrase())
                .content(new Content().addMediaType("application/problem+json", content));
    }
}
