package io.weir.standalone.ask;

import io.weir.standalone.ask.Outcome.Answered;
import io.weir.standalone.ask.Outcome.Failed;
import io.weir.standalone.chat.ChatEndpoint;
import io.weir.standalone.cli.Refusal;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/** Asks an agent, and asks again where it did not answer for a reason that passes. */
final class Agent {

    private static final int MOST_BYTES = 1 << 24;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final AgentSettings settings;
    private final Consumer<Duration> pause;
    private final ChatEndpoint endpoint;

    /** @param pause waits as long as it is told */
    Agent(AgentSettings settings, Consumer<Duration> pause) {
        this.settings = settings;
        this.pause = pause;
        this.endpoint = new ChatEndpoint(settings.completions(), settings.timeout(), MOST_BYTES);
    }

    /**
     * The answer to the last message.
     *
     * @param metadata is sent along, if there is any
     * @throws Refusal with one line that says why there is none
     */
    Answer ask(List<Message> messages, Map<String, String> metadata) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", settings.model());
        body.put("messages", messages);
        if (!metadata.isEmpty()) {
            body.put("metadata", metadata);
        }
        Duration delay = settings.retryDelay();
        for (int retries = 0; ; retries++) {
            Outcome outcome = outcome(body);
            if (outcome instanceof Answered answered) {
                return answered.answer().rewritten(settings::masked);
            }
            Failed failed = (Failed) outcome;
            Duration wait = delay.compareTo(failed.wanted()) > 0 ? delay : failed.wanted();
            if (!failed.passes()
                    || retries == settings.retries()
                    || failed.wanted().compareTo(LONGEST_PAUSE) > 0) {
                throw refusal(failed, retries);
            }
            pause.accept(wait);
            Duration twice = delay.multipliedBy(2);
            delay = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        }
    }

    private Refusal refusal(Failed failed, int retries) {
        String wanted = failed.wanted().isZero()
                ? ""
                : "; it asks to be left alone for " + failed.wanted().toSeconds() + " s";
        String tried = retries == 0 ? "" : "; asked " + (retries + 1) + " times";
        return new Refusal(List.of(settings.masked(failed.reason()) + wanted + tried));
    }

    private Outcome outcome(Map<String, Object> body) {
        try {
            return Replies.read(
                    endpoint.ask(body, Optional.of(settings.token())).join());
        } catch (CompletionException unanswered) {
            return failed(deepest(unanswered));
        }
    }

    private Failed failed(Throwable cause) {
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            double seconds = settings.timeout().toMillis() / 1000.0;
            return new Failed(
                    "the endpoint did not answer within " + seconds + " s (AGENTBRICKS_TIMEOUT)", true, Duration.ZERO);
        }
        return new Failed("the endpoint cannot be asked: " + cause, !(cause instanceof SSLException), Duration.ZERO);
    }

    private static Throwable deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && !(cause instanceof SSLException)
                && !(cause instanceof HttpTimeoutException)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
