package io.weir.ingest.source.eventhubs;

import com.azure.messaging.eventhubs.EventHubClientBuilder;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.WorkerCredential;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.azure.OwnIdentity;

/** Has clients of hubs sign in as the worker, where it lends itself. */
final class WorkerIdentity {

    private final OwnIdentity rules;
    private final WorkerCredential credential;

    WorkerIdentity(OwnIdentity rules, WorkerCredential credential) {
        this.rules = rules;
        this.credential = credential;
    }

    /** The one that Azure's own libraries find. */
    static WorkerIdentity ofAzure(OwnIdentity rules) {
        return new WorkerIdentity(rules, WorkerCredential.ofAzure());
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
        builder.credential(request.hosts().get(0), request.topic(), credential.get());
        if (namespace.contains(":")) {
            builder.customEndpointAddress("https://" + namespace);
        }
    }
}
