package io.weir.support.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpHeaders;

/** Says in a document that each answer about something that was made, or is under way, tells where it is. */
final class MadeAnswers {

    private static final List<String> MADE = List.of("201", "202");

    private MadeAnswers() {}

    static void add(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        document.getPaths().values().stream()
                .map(PathItem::readOperations)
                .flatMap(List::stream)
                .flatMap(operation -> MADE.stream().map(operation.getResponses()::get))
                .filter(Objects::nonNull)
                .forEach(answer -> answer.addHeaderObject(HttpHeaders.LOCATION, location()));
    }

    private static Header location() {
        return new Header()
                .required(true)
                .description("The path of what was made, or where it is read")
                .schema(new StringSchema());
    }
}
