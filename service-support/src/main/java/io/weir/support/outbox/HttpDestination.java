package io.weir.support.outbox;

import io.weir.support.outbox.DeliveryOutcome.Abandoned;
import io.weir.support.outbox.DeliveryOutcome.Delivered;
import io.weir.support.outbox.DeliveryOutcome.Failed;
import io.weir.support.outbox.DeliveryOutcome.Refused;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/**
 * Carries messages to an address outside of the platform. Nothing of the platform's own identity goes with them, and
 * nothing of what the receiver answers comes back but the status: it may repeat what it was sent, the token among it.
 */
public final class HttpDestination implements ExternalDestination {

    /** Answers that are about the message. Any other may be a fault of the address or the token, and pass. */
    private static final Set<Integer> FOR_GOOD = Set.of(400, 409, 413, 415, 422);

    private final HttpClient http = Courier.client();
    private final HttpEndpoint endpoint;

    public HttpDestination(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public DeliveryOutcome deliver(String body, Duration timeout) {
        try {
            HttpResponse<Void> answer = http.send(request(body, timeout), BodyHandlers.discarding());
            return outcome(endpoint.label() + " answered " + answer.statusCode(), answer);
        } catch (IOException unreachable) {
            return new Failed(endpoint.label() + " does not answer: " + unreachable, Duration.ZERO);
        } catch (IllegalStateException noToken) {
            return new Failed("the token is not there: " + noToken.getMessage(), Duration.ZERO);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Abandoned();
        }
    }

    private HttpRequest request(String body, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.address())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Weir")
                .POST(BodyPublishers.ofString(body));
        if (endpoint.token() != null) {
            request.header("Authorization", bearer(endpoint.token().read()));
        }
        return request.build();
    }

    /** Checked here, for the client's own complaint about a header repeats it. */
    private static String bearer(String token) {
        if (!token.chars().allMatch(character -> character > ' ' && character < 127)) {
            throw new IllegalStateException("it holds characters that no token may have");
        }
        return "Bearer " + token;
    }

    private static DeliveryOutcome outcome(String told, HttpResponse<?> answer) {
        if (answer.statusCode() / 100 == 2) {
            return new Delivered();
        }
        return FOR_GOOD.contains(answer.statusCode())
                ? new Refused(told)
                : new Failed(told, Courier.retryAfter(answer));
    }
}
