package io.weir.standalone.ask;

import io.weir.standalone.chat.ChatReply;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what a reply of an endpoint means. */
final class Replies {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_REASON = 300;

    private Replies() {}

    static Outcome read(ChatReply reply) {
        int status = reply.status();
        if (status != 200) {
            boolean passes = status == 429 || status >= 500;
            return new Outcome.Failed(refused(reply), passes, reply.retryAfter());
        }
        if (!reply.whole()) {
            return new Outcome.Failed("the endpoint's answer is longer than 16 MiB", false, Duration.ZERO);
        }
        Optional<Answer> answer = Answer.of(reply.text());
        if (answer.isPresent()) {
            return new Outcome.Answered(answer.get());
        }
        return new Outcome.Failed(
                "the endpoint's answer is no chat completion; allowed: JSON with a text, or parts of type text, in"
                        + " choices[0].message.content",
                false,
                Duration.ZERO);
    }

    private static String refused(ChatReply reply) {
        String told = told(reply.text());
        return "the endpoint answered HTTP " + reply.status() + advice(reply.status())
                + (told.isEmpty() ? "" : ": " + told);
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 -> ", which refuses DATABRICKS_TOKEN";
            case 404 -> ", which does not know DATABRICKS_MODEL or DATABRICKS_BASE_URL";
            default -> "";
        };
    }

    /** In one line: where it is JSON, what it says of the error. */
    private static String told(String text) {
        String told = text;
        try {
            JsonNode error = JSON.readTree(text);
            told = error.at("/error/message").asString(error.path("message").asString(text));
        } catch (JacksonException plain) {
            told = text;
        }
        String line = told.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.substring(0, Math.min(line.length(), LONGEST_REASON));
    }
}
