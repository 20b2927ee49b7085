package io.weir.standalone.streamduck;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a model says of a failure.
 *
 * @param reasoning in one line
 * @param pause before the next start, 1 to 60 seconds
 * @param confidence 0 to 1
 */
record RetryAdvice(boolean shouldRetry, String reasoning, Duration pause, double confidence) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_REASONING = 200;
    private static final int LONGEST_WAIT = 60;

    /** Reads the answer of a chat; nothing of one that is not as it was asked for. */
    static Optional<RetryAdvice> of(String answer) {
        try {
            String content =
                    JSON.readTree(answer).at("/choices/0/message/content").asString("");
            JsonNode advice = JSON.readTree(content);
            JsonNode wait = advice.path("suggested_wait_seconds");
            JsonNode confidence = advice.path("confidence");
            boolean complete = advice.path("should_retry").isBoolean()
                    && advice.path("reasoning").isString()
                    && wait.isIntegralNumber()
                    && wait.asLong() >= 1
                    && wait.asLong() <= LONGEST_WAIT
                    && confidence.isNumber()
                    && confidence.asDouble() >= 0
                    && confidence.asDouble() <= 1;
            return complete
                    ? Optional.of(new RetryAdvice(
                            advice.path("should_retry").asBoolean(),
                            line(advice.path("reasoning").asString()),
                            Duration.ofSeconds(wait.asLong()),
                            confidence.asDouble()))
                    : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    /** What somebody else wrote goes to a terminal. */
    private static String line(String reasoning) {
        String line = reasoning.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.substring(0, Math.min(line.length(), LONGEST_REASONING));
    }
}
