package io.weir.support.outbox;

import io.weir.support.identity.ServiceIdentity;
import io.weir.support.outbox.DeliveryOutcome.Abandoned;
import io.weir.support.outbox.DeliveryOutcome.Delivered;
import io.weir.support.outbox.DeliveryOutcome.Failed;
import io.weir.support.outbox.DeliveryOutcome.Refused;
import io.weir.support.request.RequestIds;
import io.weir.support.services.ServiceLocations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries one message to the service that it is for. */
final class Courier {

    /**
     * Answers that say "not now": who asks is not known yet or may not yet, as while keys are changed; request timeout, too
     * early, too many requests.
     */
    private static final Set<Integer> NOT_NOW = Set.of(401, 403, 408, 425, 429);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient http = client();
    private final ServiceLocations locations;
    private final ServiceIdentity identity;
    private final @Nullable ExternalDestination external;
    private final Duration timeout;

    Courier(
            ServiceLocations locations,
            ServiceIdentity identity,
            @Nullable ExternalDestination external,
            Duration timeout) {
        this.external = external;
        this.locations = locations;
        this.identity = identity;
        this.timeout = timeout;
    }

    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    DeliveryOutcome deliver(OutboxMessage message) {
        if (message.destination() == Destination.EXTERNAL) {
            return external == null
                    ? new Failed("no place outside of the platform is set", Duration.ZERO)
                    : external.deliver(message.body(), timeout);
        }
        URI address;
        try {
            address = URI.create(message.destination().in(locations) + message.path());
        } catch (IllegalArgumentException notAnAddress) {
            return new Refused("the path is not an address: " + notAnAddress.getMessage());
        }
        return send(address, message);
    }

    private DeliveryOutcome send(URI address, OutboxMessage message) {
        String requestId = message.requestId();
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header(RequestIds.HEADER, requestId == null ? RequestIds.make() : requestId)
                .POST(BodyPublishers.ofString(message.body()));
        identity.sign(request);
        try {
            return outcome(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException unreachable) {
            return new Failed(address + " does not answer: " + unreachable, Duration.ZERO);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Abandoned();
        }
    }

    private static DeliveryOutcome outcome(HttpResponse<String> answer) {
        int status = answer.statusCode();
        String error = "answered " + status + ": " + answer.body();
        if (status / 100 == 2) {
            return new Delivered();
        }
        if (status / 100 == 4 && !NOT_NOW.contains(status)) {
            return new Refused(error);
        }
        return new Failed(error, retryAfter(answer));
    }

    static Duration retryAfter(HttpResponse<?> answer) {
        String seconds = answer.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ZERO;
    }
}
