package io.weir.standalone.streamduck;

import io.weir.standalone.configuration.SecretText;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A model that is asked whether to start a failed pipeline again. It speaks the protocol of OpenAI's chat completions.
 *
 * @param completions where to ask
 * @param key what the model asks for, as it is or as {@code env:NAME} or {@code file:/PATH}; none where it asks for none
 * @param attempts how often a pipeline that fails is started again, while the model says so
 * @param timeout longest wait for an answer
 * @param cached whether the answer to one failure counts for the next of its kind
 */
record RetryModel(
        URI completions, String name, Optional<SecretText> key, int attempts, Duration timeout, boolean cached) {}
