package io.weir.ingest.source.eventhubs;

import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import io.weir.ingest.source.Extent;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.Sources;
import io.weir.ingest.source.lease.HubLease;
import io.weir.ingest.source.lease.PartitionLeases;
import io.weir.ingest.source.lease.WorkerName;
import io.weir.ingest.stage.Payloads;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Readers of hubs. */
@Component
final class EventHubsSources implements Sources {

    private final PartitionLeases leases;
    private final WorkerName worker;
    private final HubClients clients;

    @Autowired
    EventHubsSources(PartitionLeases leases, WorkerName worker, HubClients clients) {
        this.leases = leases;
        this.worker = worker;
        this.clients = clients;
    }

    EventHubsSources(
            PartitionLeases leases,
            WorkerName worker,
            Map<String, String> environment,
            Secrets secrets,
            WorkerIdentity identity) {
        this(leases, worker, new HubClients(new ConnectionStrings(environment, secrets), identity));
    }

    @Override
    public String kind() {
        return StoreAddress.EVENTHUBS;
    }

    @Override
    public Source open(SourceRequest request, SourceListener listener) {
        return new EventHubsSource(
                new HubLinks(ahead -> clients.of(request, ahead)),
                new HubLease(leases, request, worker),
                request,
                listener);
    }

    @Override
    public Map<Integer, Long> ends(SourceRequest request) {
        try (EventHubConsumerAsyncClient client = clients.of(request)) {
            return new HubPartitions(client)
                    .extents().stream().collect(Collectors.toMap(Extent::partition, Extent::end));
        } catch (RuntimeException failed) {
            throw Failures.explained(request, failed);
        }
    }

    @Override
    public Map<Integer, Long> firstAfter(SourceRequest request, Map<Integer, String> offsets) {
        try (EventHubConsumerAsyncClient client = clients.of(request)) {
            return new HubPartitions(client).firstAfter(offsets);
        } catch (RuntimeException failed) {
            throw Failures.explained(request, failed);
        }
    }

    @Override
    public void peek(SourceRequest request, int most, Duration longest, Payloads payloads) {
        try (EventHubConsumerAsyncClient client = clients.of(request, Math.max(1, Math.min(most, HubLinks.AHEAD)))) {
            new HubPartitions(client).peek(request, most, longest, payloads);
        } catch (RuntimeException failed) {
            throw Failures.explained(request, failed);
        }
    }

    @Override
    public boolean isOutage(Throwable failed) {
        return Failures.isOutage(failed);
    }
}
