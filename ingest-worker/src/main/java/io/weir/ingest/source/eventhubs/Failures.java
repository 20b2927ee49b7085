package io.weir.ingest.source.eventhubs;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.exception.AzureException;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import reactor.core.Exceptions;

/** What a failure of the client means for a pipeline. */
final class Failures {

    private static final Set<AmqpErrorCondition> LASTING = Set.of(
            AmqpErrorCondition.NOT_FOUND,
            AmqpErrorCondition.UNAUTHORIZED_ACCESS,
            AmqpErrorCondition.NOT_ALLOWED,
            AmqpErrorCondition.LINK_PAYLOAD_SIZE_EXCEEDED);

    private Failures() {}

    /** Whether it is the client that failed, and not who is told of what it reads. */
    static boolean isOfClient(RuntimeException failed) {
        return failed instanceof AzureException || Exceptions.isRetryExhausted(failed);
    }

    /** Whether there is no such hub. */
    static boolean isAbsent(RuntimeException failed) {
        return reason(failed) instanceof AmqpException amqp && amqp.getErrorCondition() == AmqpErrorCondition.NOT_FOUND;
    }

    /** Whether what failed would fail for every hub of the namespace, and only now. */
    static boolean isOutage(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException || (cause instanceof AmqpException amqp && amqp.isTransient())) {
                return true;
            }
        }
        return false;
    }

    /** What to throw for something that was thrown. */
    static RuntimeException explained(SourceRequest request, RuntimeException failed) {
        return isOfClient(failed) ? of(request, failed) : failed;
    }

    /** What to throw for events that are not all known to be there: to send all of them again would double those that are, or may be. */
    static RuntimeException partly(SourceRequest request, int there, int all, RuntimeException failed) {
        return isOfClient(failed)
                ? new SourceException(
                        "hub " + request.topic() + " at " + request.brokers() + " is known to have " + there + " of "
                                + all + " events: " + firstLine(reason(failed)),
                        true,
                        failed)
                : failed;
    }

    /** What to throw where nothing was sent. */
    static RuntimeException unsent(SourceRequest request, RuntimeException failed) {
        return isOfClient(failed) ? of(request, failed, Use.SENDING) : failed;
    }

    static SourceException of(SourceRequest request, Throwable failed) {
        return of(request, failed, Use.READING);
    }

    private static SourceException of(SourceRequest request, Throwable failed, Use use) {
        Throwable reason = reason(failed);
        boolean lasting = reason instanceof AmqpException amqp && LASTING.contains(amqp.getErrorCondition());
        return request.isAsWorker() ? ofWorker(request, reason, lasting, use) : of(request, reason, lasting, use);
    }

    /**
     * Of a reader that was let in before: what no longer opens may be a key that was exchanged meanwhile, and the next
     * reader begins with the new one.
     */
    static SourceException ofAdmitted(SourceRequest request, Throwable failed) {
        SourceException found = of(request, failed);
        return found.isLasting() && isUnauthorized(reason(failed))
                ? of(request, reason(failed), false, Use.READING)
                : found;
    }

    /**
     * The right or the identity may be given while the pipeline waits; a right takes minutes until it counts. What Azure's
     * library says of all that it tried fills a screen.
     */
    private static SourceException ofWorker(SourceRequest request, Throwable reason, boolean lasting, Use use) {
        if (reason instanceof CredentialUnavailableException) {
            return waiting(
                    request,
                    use,
                    "the worker finds no identity at Azure to sign in with: no variables AZURE_CLIENT_ID …,"
                            + " no workload or managed identity, no az login");
        }
        if (reason instanceof ClientAuthenticationException) {
            return waiting(request, use, "Azure gives no token for the worker's own identity: " + told(reason));
        }
        if (isUnauthorized(reason)) {
            return waiting(request, use, "the worker's own identity does not open it: it needs the role " + use.role());
        }
        return of(request, reason, lasting, use);
    }

    private static SourceException waiting(SourceRequest request, Use use, String why) {
        return new SourceException(where(request, use) + why, false, null);
    }

    private static boolean isUnauthorized(Throwable reason) {
        return reason instanceof AmqpException amqp
                && amqp.getErrorCondition() == AmqpErrorCondition.UNAUTHORIZED_ACCESS;
    }

    /** The client wraps what ended its tries. */
    private static Throwable reason(Throwable failed) {
        Throwable cause = failed.getCause();
        return Exceptions.isRetryExhausted(failed) && cause != null ? cause : failed;
    }

    private static SourceException of(SourceRequest request, Throwable failed, boolean lasting, Use use) {
        return new SourceException(where(request, use) + firstLine(failed), lasting, failed);
    }

    private static String where(SourceRequest request, Use use) {
        return "hub " + request.topic() + " at " + request.brokers() + " " + use.refused() + ": ";
    }

    /**
     * What a hub was asked for.
     *
     * @param refused what is said where it does not do so
     * @param role of Azure's that it takes
     */
    private record Use(String refused, String role) {
        static final Use READING = new Use("cannot be read", "Azure Event Hubs Data Receiver");
        static final Use SENDING = new Use("takes no events", "Azure Event Hubs Data Sender");
    }

    /** Without the names of those who only passed it on. */
    private static String told(Throwable reason) {
        return firstLine(reason).replaceFirst("^DefaultAzureCredential authentication failed\\. ---> ", "");
    }

    private static String firstLine(Throwable failed) {
        String message = String.valueOf(failed.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
