package io.weir.lineage.webhook;

import io.weir.lineage.live.LiveEvent;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Carries one event to one address. */
@Component
class WebhookCourier {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final WebhookSettings settings;
    private final OutboundRules outbound;
    private final Clock clock;

    WebhookCourier(WebhookSettings settings, OutboundRules outbound, Clock clock) {
        this.settings = settings;
        this.outbound = outbound;
        this.clock = clock;
    }

    /** Sends an event; null where it was taken, otherwise why not. */
    @Nullable
    String send(Webhooks.Due due, LiveEvent event) throws InterruptedException {
        try {
            outbound.require(due.webhook().url().getHost());
            int status = status(request(due, event));
            return status / 100 == 2 ? null : "answered " + status;
        } catch (ProblemException refused) {
            return String.valueOf(refused.getMessage());
        } catch (ExecutionException unreachable) {
            return "does not answer: " + unreachable.getCause();
        } catch (TimeoutException slow) {
            return "does not end its answer within " + settings.timeout().toMillis() + " ms";
        } catch (IllegalArgumentException unsendable) {
            return "cannot be called: " + unsendable.getMessage();
        }
    }

    private HttpRequest request(Webhooks.Due due, LiveEvent event) {
        long seconds = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(due.webhook().url())
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Weir")
                .header("Weir-Event-Id", Long.toString(event.sequence()))
                // Types have letters of all alphabets, headers of one.
                .header("Weir-Event-Type", URLEncoder.encode(event.type(), StandardCharsets.UTF_8))
                .header("Weir-Signature", Signatures.sign(due.secret(), seconds, event.body()))
                .POST(BodyPublishers.ofString(event.body()))
                .build();
    }

    /** The request's own timeout ends with the answer's headers; whoever sends its body slowly is waited for no longer. */
    private int status(HttpRequest request) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request, headers -> new UnreadAnswer());
        try {
            return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .statusCode();
        } finally {
            // Of one that is there already, this changes nothing.
            answer.cancel(true);
        }
    }
}
