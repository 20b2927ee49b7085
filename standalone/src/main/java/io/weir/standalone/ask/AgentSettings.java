package io.weir.standalone.ask;

import io.weir.standalone.configuration.SecretText;
import java.net.URI;
import java.time.Duration;

/**
 * Where an agent is, and how patiently it is asked.
 *
 * @param model name of the serving endpoint
 * @param retries how often a question is asked again that was not answered for a passing reason
 * @param retryDelay pause before the first of these; each further one is twice as long
 * @param timeout longest wait for one reply
 */
record AgentSettings(
        SecretText token, URI completions, String model, int retries, Duration retryDelay, Duration timeout) {

    /** A text of somebody else's without the token, which it may repeat. */
    String masked(String text) {
        return text.replace(token.value(), token.toString());
    }
}
