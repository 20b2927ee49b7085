package io.weir.delta.storage.rest;

import io.weir.delta.InvalidActionException;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.storage.StorageException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tokens that say who calls, as OAuth's servers give them for a while: fetched when they are needed, kept until shortly before
 * their end, and fetched anew when the store does not take one any more. Never shown.
 */
public final class BearerTokens {

    /** What is under way then should end with the token that it began with; Google and Azure renew theirs as early. */
    private static final Duration EARLY = Duration.ofMinutes(4);

    private static final int UNAUTHORIZED = 401;

    private static final Pattern CODE = Pattern.compile("\"error\"\\s*:\\s*\"([A-Za-z0-9_]{1,60})\"");

    private final RestCalls calls;
    private final RestCalls.Signed asking;
    private final String giver;
    private final Clock clock;
    private @Nullable Token current;

    /** A call by whoever bears a token. */
    @FunctionalInterface
    public interface Call {
        RestAnswer make(String token) throws IOException;
    }

    private record Token(String text, Instant expires) {}

    /**
     * @param asking makes the request for a token
     * @param giver who gives them, in words
     * @param timeout of an attempt to get one
     */
    public BearerTokens(HttpClient http, RestCalls.Signed asking, String giver, Duration timeout, Clock clock) {
        this.calls = new RestCalls(http, timeout);
        this.asking = asking;
        this.giver = giver;
        this.clock = clock;
    }

    /**
     * A token that is good for some minutes at least, or as long as the last one is where no other can be had.
     *
     * @throws StorageException if there is none
     */
    public synchronized String get() throws IOException {
        Token known = current;
        Instant now = clock.instant();
        if (known == null || !now.isBefore(known.expires().minus(EARLY))) {
            try {
                known = fetch(now);
                current = known;
            } catch (IOException failed) {
                if (known == null || !now.isBefore(known.expires())) {
                    throw failed;
                }
            }
        }
        return known.text();
    }

    /** Makes a call, and makes it again with another token if the one that was good a moment ago is so no more. */
    public RestAnswer using(Call call) throws IOException {
        String token = get();
        RestAnswer answer = call.make(token);
        if (answer.status() != UNAUTHORIZED) {
            return answer;
        }
        forget(token);
        return call.make(get());
    }

    private synchronized void forget(String refused) {
        if (current != null && current.text().equals(refused)) {
            current = null;
        }
    }

    private Token fetch(Instant now) throws IOException {
        RestAnswer answer;
        try {
            answer = calls.call(asking, 0);
        } catch (StorageException described) {
            throw described;
        } catch (IOException failed) {
            throw new StorageException(
                    "no token from " + giver + ": " + failed.getClass().getSimpleName() + ": " + failed.getMessage(),
                    failed);
        }
        if (!answer.isDone()) {
            Matcher code = CODE.matcher(answer.text());
            throw new StorageException(
                    String.format(
                            Locale.ROOT,
                            "no token from %s: it answered (%d%s)",
                            giver,
                            answer.status(),
                            code.find() ? " " + code.group(1) : ""),
                    null);
        }
        return token(answer, now);
    }

    /** Numbers come as texts from some. */
    private Token token(RestAnswer answer, Instant now) throws IOException {
        try {
            JsonNode body = DeltaJson.parse(answer.text(), "token");
            String text = body.path("access_token").asString("");
            long seconds = body.path("expires_in").asLong(0);
            if (!text.isEmpty() && seconds > 0) {
                return new Token(text, now.plusSeconds(seconds));
            }
        } catch (InvalidActionException noJson) {
            // As if nothing had come; what it is may be secret.
        }
        throw new StorageException("no token from " + giver + ": its answer holds none", null);
    }
}
