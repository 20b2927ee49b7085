package io.weir.ingest.source;

import io.weir.ingest.store.StoreAddress;
import io.weir.support.broker.BrokerSecurity;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to subscribe to.
 *
 * @param broker the store that has the topic; its kind decides who reads it
 * @param reader name of the pipeline that reads
 * @param group subscribers of one group share the topic's partitions
 * @param start where partitions begin that were never read
 * @param enveloped whether records are to be handed over in an {@link io.weir.ingest.stage.Envelope}
 */
public record SourceRequest(
        StoreAddress broker, String reader, String topic, String group, SourceStart start, boolean enveloped) {

    /** For bare payloads. */
    public SourceRequest(StoreAddress broker, String reader, String topic, String group, SourceStart start) {
        this(broker, reader, topic, group, start, false);
    }

    /**
     * Of who only looks.
     *
     * @param path of what is looked at; empty for the store itself
     */
    public static SourceRequest looking(StoreAddress store, String path) {
        return new SourceRequest(store, "entities", path, "$Default", new SourceStart.Earliest());
    }

    /** Where the broker is: {@code host:port}, or several separated by commas; of files their folder. */
    public String brokers() {
        String address = broker.property(
                switch (broker.kind()) {
                    case StoreAddress.EVENTHUBS -> StoreAddress.NAMESPACE;
                    case StoreAddress.FILES -> StoreAddress.PATH;
                    default -> StoreAddress.BOOTSTRAP_SERVERS;
                });
        if (address == null) {
            throw new SourceException("store " + broker.name() + " does not say where its broker is");
        }
        return address;
    }

    /** The hosts among {@link #brokers} and where tokens are asked for, without their ports. */
    public List<String> hosts() {
        if (isBounded()) {
            String endpoint = broker.property(StoreAddress.ENDPOINT);
            return endpoint == null
                    ? List.of()
                    : List.of(String.valueOf(URI.create(endpoint).getHost()));
        }
        return Stream.concat(
                        Stream.of(brokers().split(",")).map(server -> server.replaceFirst(":[0-9]+$", "")),
                        BrokerSecurity.tokenHost(broker.properties()).stream())
                .toList();
    }

    /** The same with another start. */
    public SourceRequest startingAt(SourceStart other) {
        return new SourceRequest(broker, reader, topic, group, other, enveloped);
    }

    /** Whether it is a hub that the worker reads as itself, for want of a connection string. */
    public boolean isAsWorker() {
        return isHub() && broker.property(StoreAddress.CONNECTION_STRING) == null;
    }

    /** Whether it is read to its end, and that is all: files, to which nothing comes. */
    public boolean isBounded() {
        return broker.kind().equals(StoreAddress.FILES);
    }

    /** Whether it is files that lie in a store of objects, and in no folder of the worker's. */
    public boolean isOfObjects() {
        return isBounded() && !brokers().startsWith("/");
    }

    /** Whether it is one of Event Hubs. */
    public boolean isHub() {
        return broker.kind().equals(StoreAddress.EVENTHUBS);
    }
}
