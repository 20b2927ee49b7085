package io.weir.ingest.source.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventDataBatch;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import io.weir.ingest.source.SourceEntities;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.store.StoreAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The hubs of a namespace, which tells of each who knows its name, and of no other. */
@Component
final class HubEntities implements SourceEntities {

    private final HubClients clients;

    HubEntities(HubClients clients) {
        this.clients = clients;
    }

    @Override
    public String kind() {
        return StoreAddress.EVENTHUBS;
    }

    /** @throws SourceException lasting, in any case: AMQP has no such question, and Azure's own management is not ours */
    @Override
    public EntityPage list(SourceRequest folder, String prefix, String from, int limit) {
        throw new SourceException("the hubs of store " + folder.broker().name()
                + " are listed where its namespace is, in Azure; one whose name is known can be looked at here");
    }

    @Override
    public Optional<Entity> find(SourceRequest named) {
        try (EventHubConsumerAsyncClient client = clients.of(named)) {
            client.getEventHubProperties().block();
            return Optional.of(new Entity(named.topic(), EntityKind.HUB));
        } catch (RuntimeException failed) {
            if (Failures.isAbsent(failed)) {
                return Optional.empty();
            }
            throw Failures.explained(named, failed);
        }
    }

    /**
     * In as few batches as they fit into; each is there whole or not at all.
     *
     * @throws SourceException telling of how many that is known, if not of all
     */
    @Override
    public void append(SourceRequest named, List<byte[]> records) {
        int there = 0;
        boolean sent = false;
        try (EventHubProducerClient producer = clients.producer(named)) {
            for (EventDataBatch batch : batches(producer, named, records)) {
                sent = true;
                producer.send(batch);
                there += batch.getCount();
            }
        } catch (RuntimeException failed) {
            throw sent ? Failures.partly(named, there, records.size(), failed) : Failures.unsent(named, failed);
        }
    }

    private static List<EventDataBatch> batches(
            EventHubProducerClient producer, SourceRequest named, List<byte[]> records) {
        List<EventDataBatch> batches = new ArrayList<>(List.of(producer.createBatch()));
        for (byte[] payload : records) {
            EventData event = new EventData(payload);
            if (!batches.get(batches.size() - 1).tryAdd(event)) {
                EventDataBatch next = producer.createBatch();
                if (!next.tryAdd(event)) {
                    throw new SourceException("an event of " + payload.length + " bytes is more than hub "
                            + named.topic() + " takes, which is " + next.getMaxSizeInBytes());
                }
                batches.add(next);
            }
        }
        return batches;
    }
}
