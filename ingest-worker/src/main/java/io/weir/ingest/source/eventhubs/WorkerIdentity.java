package io.weir.ingest.source.eventhubs;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.azure.OwnIdentity;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who the worker is at Azure: whom its environment, a managed or workload identity or a login on the machine make it. It is
 * found once, and then only asked for tokens, which it keeps until they are about to end.
 */
final class WorkerIdentity {

    private final OwnIdentity rules;
    private final Supplier<TokenCredential> finding;
    private @Nullable TokenCredential found;

    /** @param finding is asked when a hub is first read by it */
    WorkerIdentity(OwnIdentity rules, Supplier<TokenCredential> finding) {
        this.rules = rules;
        this.finding = finding;
    }

    /** The one that Azure's own libraries find. */
    static WorkerIdentity ofAzure(OwnIdentity rules) {
        return new WorkerIdentity(rules, () -> new DefaultAzureCredentialBuilder().build());
    }

    /**
     * Has a client sign in as the worker, over TLS in any case.
     *
     * @throws SourceException if it may not be used for the store's namespace: whoever made the store shall read nothing by it
     */
    void signIn(EventHubClientBuilder builder, SourceRequest request) {
        String namespace = request.brokers();
        if (!rules.isFor(namespace)) {
            throw new SourceException("store " + request.broker().name() + " has no " + StoreAddress.CONNECTION_STRING
                    + ", and " + OwnIdentity.SETTING + ", the namespaces that are read with the workers' own identity,"
                    + " does not have " + namespace);
        }
        builder.credential(request.hosts().get(0), request.topic(), credential());
        if (namespace.contains(":")) {
            builder.customEndpointAddress("https://" + namespace);
        }
    }

    private synchronized TokenCredential credential() {
        TokenCredential credential = found == null ? find() : found;
        found = credential;
        return credential;
    }

    /** Azure's library refuses variables of its own that say what cannot be. */
    private TokenCredential find() {
        try {
            return finding.get();
        } catch (IllegalArgumentException | IllegalStateException unusable) {
            throw new SourceException(
                    "the worker's own identity at Azure cannot be found: " + unusable.getMessage(), false, null);
        }
    }
}
