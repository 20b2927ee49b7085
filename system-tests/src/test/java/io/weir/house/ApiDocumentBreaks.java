package io.weir.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of an API document breaks programs that were written against an earlier one. */
final class ApiDocumentBreaks {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> breaks = new ArrayList<>();
    private final ApiSchemaBreaks schemas;

    private ApiDocumentBreaks(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
        this.schemas = new ApiSchemaBreaks(before, after, breaks);
    }

    /** Each break in a line, which begins with the operation. */
    static List<String> between(JsonNode before, JsonNode after) {
        ApiDocumentBreaks found = new ApiDocumentBreaks(before, after);
        for (Map.Entry<String, JsonNode> path : before.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    JsonNode now = after.path("paths").path(path.getKey()).path(method.getKey());
                    found.operation(method.getKey() + " " + path.getKey(), method.getValue(), now);
                }
            }
        }
        return found.breaks.stream().distinct().toList();
    }

    private void operation(String name, JsonNode then, JsonNode now) {
        if (now.isMissingNode()) {
            breaks.add(name + " is removed");
            return;
        }
        if (!then.path("operationId").equals(now.path("operationId"))) {
            breaks.add(name + " is not called " + then.path("operationId").asText() + " any more");
        }
        parameters(name, then.path("parameters"), now.path("parameters"));
        body(name, then.path("requestBody"), now.path("requestBody"));
        answers(name, then.path("responses"), now.path("responses"));
    }

    private void parameters(String name, JsonNode then, JsonNode now) {
        for (JsonNode parameter : then) {
            JsonNode same = same(parameter, now);
            if (same == null) {
                breaks.add(name + ": " + told(parameter) + " is removed");
            } else {
                schemas.request(name + ": " + told(parameter), parameter.path("schema"), same.path("schema"));
            }
        }
        for (JsonNode parameter : now) {
            JsonNode earlier = same(parameter, then);
            boolean wasRequired = earlier != null && earlier.path("required").asBoolean();
            if (parameter.path("required").asBoolean() && !wasRequired) {
                breaks.add(name + ": " + told(parameter) + " is required now");
            }
        }
    }

    private static @Nullable JsonNode same(JsonNode parameter, JsonNode all) {
        for (JsonNode one : all) {
            if (told(one).equals(told(parameter))) {
                return one;
            }
        }
        return null;
    }

    private static String told(JsonNode parameter) {
        return "the " + parameter.path("in").asText() + " parameter "
                + parameter.path("name").asText();
    }

    private void body(String name, JsonNode then, JsonNode now) {
        if (now.path("required").asBoolean() && !then.path("required").asBoolean()) {
            breaks.add(name + ": a body is required now");
        }
        for (Map.Entry<String, JsonNode> content : then.path("content").properties()) {
            JsonNode same = now.path("content").path(content.getKey());
            if (same.isMissingNode()) {
                breaks.add(name + ": a body of " + content.getKey() + " is not taken any more");
            } else {
                schemas.request(name + ": the body", content.getValue().path("schema"), same.path("schema"));
            }
        }
    }

    /** Of failures, programs know the status and the form that all have. */
    private void answers(String name, JsonNode then, JsonNode now) {
        for (Map.Entry<String, JsonNode> answer : then.properties()) {
            if (answer.getKey().startsWith("2")) {
                answer(name, answer.getKey(), answer.getValue(), now.path(answer.getKey()));
            }
        }
    }

    private void answer(String name, String status, JsonNode then, JsonNode now) {
        if (now.isMissingNode()) {
            breaks.add(name + ": the answer " + status + " is removed");
            return;
        }
        JsonNode contents = ApiSchemaBreaks.resolved(then, before).path("content");
        for (Map.Entry<String, JsonNode> content : contents.properties()) {
            JsonNode same = ApiSchemaBreaks.resolved(now, after).path("content").path(content.getKey());
            if (same.isMissingNode()) {
                breaks.add(name + ": the answer " + status + " is not given as " + content.getKey() + " any more");
            } else {
                schemas.response(
                        name + ": the answer " + status, content.getValue().path("schema"), same.path("schema"));
            }
        }
    }
}
