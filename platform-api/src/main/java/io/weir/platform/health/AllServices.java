package io.weir.platform.health;

import io.weir.platform.gateway.Service;
import io.weir.support.services.ServiceLocations;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks all services at once the same, this one within its process. Takes as long as the slowest. */
final class AllServices {

    private static final String LATE = "It does not answer in time";

    private final ServiceLocations locations;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    AllServices(ServiceLocations locations) {
        this.locations = locations;
    }

    /**
     * A question.
     *
     * @param path where each of the others is asked by GET
     * @param signer adds to a request who asks
     * @param patience how long each may take
     * @param read what an answer says
     * @param silent what it says of a service that none came from, out of why
     */
    record Question<T>(
            String path,
            Consumer<HttpRequest.Builder> signer,
            Duration patience,
            Function<HttpResponse<byte[]>, T> read,
            Function<String, T> silent) {}

    /**
     * What each of them says.
     *
     * @param own what this one says; it takes no longer than the question's patience
     */
    <T> SortedMap<String, T> ask(Question<T> question, Supplier<T> own) {
        SortedMap<String, CompletableFuture<T>> asked = new TreeMap<>();
        for (Service service : Service.values()) {
            asked.put(service.label(), ask(question, service.locate(locations)));
        }
        // In the caller's thread, while the others are asked: it waits for the database, and no shared thread may.
        T ownAnswer = own.get();
        SortedMap<String, T> answers = new TreeMap<>();
        answers.put("platform-api", ownAnswer);
        asked.forEach((name, answer) -> answers.put(name, answer.join()));
        return answers;
    }

    private <T> CompletableFuture<T> ask(Question<T> question, URI service) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(service + question.path())).timeout(question.patience());
        question.signer().accept(request);
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request.build(), BodyHandlers.ofByteArray());
        CompletableFuture<T> answer = sent.thenApply(question.read())
                .exceptionally(failure -> question.silent().apply(reason(failure)))
                // The client's own limit is of the beginning of an answer.
                .completeOnTimeout(
                        question.silent().apply(LATE), question.patience().toMillis(), TimeUnit.MILLISECONDS);
        var unused = answer.whenComplete((any, none) -> sent.cancel(true));
        return answer;
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof HttpTimeoutException ? LATE : "It cannot be reached";
    }
}
