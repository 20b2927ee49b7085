package io.weir.standalone.ask;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an agent answered.
 *
 * @param id its own of the reply; null where it has none
 * @param model its own name; null where it does not say it
 * @param usage null where it does not count
 */
record Answer(
        String answer,
        @Nullable String id,
        @Nullable String model,
        @Nullable Usage usage) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Numbers of tokens; null where the agent does not say one. */
    record Usage(
            @Nullable Long promptTokens,
            @Nullable Long completionTokens,
            @Nullable Long totalTokens) {}

    /** Reads a chat completion; nothing of what is none. */
    static Optional<Answer> of(String reply) {
        try {
            JsonNode completion = JSON.readTree(reply);
            return content(completion.at("/choices/0/message/content"))
                    .map(Answer::printable)
                    .map(text ->
                            new Answer(text, text(completion, "id"), text(completion, "model"), usage(completion)));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    Answer withoutFootnotes() {
        return rewritten(Footnotes::strip);
    }

    Answer rewritten(UnaryOperator<String> rewrite) {
        return new Answer(rewrite.apply(answer), id, model, usage);
    }

    /** A text, or parts of which those of type text are said; others are what the agent thought and looked up. */
    private static Optional<String> content(JsonNode content) {
        if (content.isString()) {
            return Optional.of(content.asString());
        }
        if (!content.isArray()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        boolean said = false;
        for (JsonNode part : content) {
            if (part.path("text").isString()
                    && part.path("type").asString("text").matches("(output_)?text")) {
                said = true;
                text.append(part.path("text").asString());
            }
        }
        return said ? Optional.of(text.toString()) : Optional.empty();
    }

    /** What somebody else wrote goes to a terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\r\\n?", "\n").replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
    }

    private static @Nullable String text(JsonNode completion, String name) {
        return completion.path(name).isString()
                ? printable(completion.path(name).asString())
                : null;
    }

    private static @Nullable Usage usage(JsonNode completion) {
        JsonNode usage = completion.path("usage");
        return usage.isObject()
                ? new Usage(
                        count(usage, "prompt_tokens"), count(usage, "completion_tokens"), count(usage, "total_tokens"))
                : null;
    }

    private static @Nullable Long count(JsonNode usage, String name) {
        return usage.path(name).isIntegralNumber() ? usage.path(name).asLong() : null;
    }
}
