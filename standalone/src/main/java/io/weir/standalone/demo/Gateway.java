package io.weir.standalone.demo;

import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.call.ProblemText;
import io.weir.standalone.access.LocalAccess;
import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.OneLine;
import io.weir.standalone.cli.Refusal;
import io.weir.standalone.cli.Unanswered;
import io.weir.standalone.platform.PlatformAddresses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Calls the gateway through the generated client; waits out what passes, explains what does not. Nobody where it should be is said at
 * once, but of one that has answered before: that is being started anew.
 */
public final class Gateway {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;
    private static final int NO_ANSWER = 0;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final URI address;
    private final ApiClient client;
    private volatile boolean hasAnswered;

    /** The gateway of a platform on this machine, as whoever may read its data folder. */
    public Gateway(PlatformAddresses platform) {
        this(platform.gateway(), new LocalAccess(platform.dataDir())::sign);
    }

    /** The gateway at an address; {@code signature} has each request say who makes it. */
    public Gateway(URI address, Consumer<HttpRequest.Builder> signature) {
        this.address = address;
        this.client = new ApiClient();
        client.updateBaseUri(address.toString());
        client.setHttpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
        client.setRequestInterceptor(signature);
        client.setConnectTimeout(Duration.ofSeconds(5));
        client.setReadTimeout(Duration.ofSeconds(60));
    }

    /** One call of the generated client. It may be made twice, so it must be harmless to repeat. */
    public interface Call<T> {
        T make() throws ApiException;
    }

    /** For the generated client's classes. */
    public ApiClient client() {
        return client;
    }

    URI address() {
        return address;
    }

    /** The answer; while a service is away the call is repeated, for at most a minute. */
    public <T> T call(String what, Call<T> call) {
        try {
            return waiting(call);
        } catch (ApiException e) {
            throw failure(what, e);
        }
    }

    /** The answer, or nothing if there is no such thing. */
    public <T> Optional<T> find(String what, Call<T> call) {
        return unless(NOT_FOUND, what, call);
    }

    /** The answer, or nothing if the state of things forbids it. */
    public <T> Optional<T> unlessConflict(String what, Call<T> call) {
        return unless(CONFLICT, what, call);
    }

    /**
     * The answer at once; or nothing, where a service says that it cannot answer now or that there is no such thing.
     *
     * @param obstacle is told what it says
     */
    public <T> Optional<T> atOnce(String what, Call<T> call, Consumer<String> obstacle) {
        try {
            return Optional.of(call.make());
        } catch (ApiException e) {
            if (e.getCode() == UNAVAILABLE || e.getCode() == NOT_FOUND) {
                obstacle.accept(detail(e).lines().findFirst().orElse(what));
                return Optional.empty();
            }
            if (e.getCode() == NO_ANSWER) {
                return Optional.of(call(what, call));
            }
            throw failure(what, e);
        }
    }

    private <T> Optional<T> unless(int status, String what, Call<T> call) {
        try {
            return Optional.of(waiting(call));
        } catch (ApiException e) {
            if (e.getCode() == status) {
                return Optional.empty();
            }
            throw failure(what, e);
        }
    }

    private <T> T waiting(Call<T> call) throws ApiException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                T answer = call.make();
                hasAnswered = true;
                return answer;
            } catch (ApiException e) {
                hasAnswered |= e.getCode() != NO_ANSWER;
                if (!passes(e)
                        || System.nanoTime() > end
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private boolean passes(ApiException failure) {
        return failure.getCode() == NO_ANSWER
                ? hasAnswered || !(failure.getCause() instanceof IOException away && Unanswered.isLasting(away))
                : failure.getCode() == UNAVAILABLE;
    }

    private CommandFailure failure(String what, ApiException cause) {
        if (cause.getCode() == NO_ANSWER && cause.getCause() instanceof IOException away) {
            return new CommandFailure(
                    what + ": " + Unanswered.failure(address, away).getMessage(), cause);
        }
        JsonNode problem = problem(cause.getResponseBody());
        return problem.isObject()
                ? new Refusal(OneLine.of(what + ": " + explanation(problem, cause)), problem)
                : new CommandFailure(what + ": HTTP " + cause.getCode(), cause);
    }

    private static String detail(ApiException cause) {
        JsonNode problem = problem(cause.getResponseBody());
        return problem.isObject()
                ? problem.path("detail").asString(problem.path("title").asString(""))
                : "HTTP " + cause.getCode();
    }

    private static String explanation(JsonNode problem, ApiException cause) {
        return ProblemText.of(problem.toString(), "HTTP " + cause.getCode()) + " ("
                + problem.path("code").asString("no code") + ", request "
                + problem.path("requestId").asString("unknown") + ")";
    }

    private static JsonNode problem(@Nullable String body) {
        try {
            return body == null ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
