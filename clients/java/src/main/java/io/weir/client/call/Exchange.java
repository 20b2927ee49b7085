package io.weir.client.call;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * One request and the whole of its answer, within a time. The timeout of a {@link HttpRequest} ends with the head of the answer: who
 * dies in the middle of a body would be waited for without end.
 */
public final class Exchange {

    private Exchange() {}

    /**
     * Sends a request.
     *
     * @param patience from now until the last byte of the answer
     * @throws HttpTimeoutException where that is not enough
     * @throws IOException where no answer comes, or breaks off
     */
    public static <T> HttpResponse<T> send(HttpClient http, HttpRequest request, BodyHandler<T> body, Duration patience)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, body);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new HttpTimeoutException("no whole answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("a request cannot be sent", failed.getCause());
        } finally {
            // Does nothing once it has ended; else closes the connection.
            answer.cancel(true);
        }
    }

    /** What is wrong with an answer that names another address, which is not followed: a token is not for whom it leads to. */
    public static Optional<String> redirect(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Location")
                .filter(address -> answer.statusCode() / 100 == 3)
                .map(address -> "the answer is a redirect to " + address.replaceFirst("\\?.*", "")
                        + "; calls go to the address of a gateway itself");
    }

    /** Why there was no answer, as it stands within a sentence. */
    public static String reason(IOException away) {
        if (isUnresolved(away)) {
            return "no host of this name is known";
        }
        if (away instanceof SSLException) {
            return "TLS fails: " + away.getMessage();
        }
        if (away instanceof HttpTimeoutException) {
            return "not in time";
        }
        return away instanceof ConnectException ? "nothing takes the connection" : "the connection ended";
    }

    private static boolean isUnresolved(IOException away) {
        Throwable cause = away;
        while (cause != null && !(cause instanceof UnresolvedAddressException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
