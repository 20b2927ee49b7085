package io.weir.ingest.source.kafka;

import io.weir.ingest.source.SourceEntities;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceSecrets;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.store.References;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.outbound.OutboundRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.springframework.stereotype.Component;

/** The topics of a cluster. */
@Component
final class KafkaEntities implements SourceEntities {

    private final KafkaSignIn signIn;
    private final AdvertisedBrokers advertised;

    KafkaEntities(Secrets secrets, OutboundRules outbound) {
        this.advertised = new AdvertisedBrokers(outbound);
        this.signIn = new KafkaSignIn(new SourceSecrets(new References(Map.of(), secrets)));
    }

    @Override
    public String kind() {
        return StoreAddress.KAFKA;
    }

    /** Without the broker's internal topics. One call to the cluster, which tells all of them at once. */
    @Override
    public EntityPage list(SourceRequest folder, String prefix, String from, int limit) {
        if (!folder.topic().isEmpty()) {
            throw new SourceException("topics hold records, and no entities");
        }
        return EntityPage.upTo(
                limit,
                names(folder).tailSet(from + '\0').stream()
                        .filter(name -> name.startsWith(prefix))
                        .limit(limit)
                        .map(name -> new Entity(name, EntityKind.TOPIC))
                        .toList());
    }

    @Override
    public Optional<Entity> find(SourceRequest named) {
        return names(named).contains(named.topic())
                ? Optional.of(new Entity(named.topic(), EntityKind.TOPIC))
                : Optional.empty();
    }

    @Override
    public void append(SourceRequest named, List<byte[]> records) {
        if (find(named).isEmpty()) {
            // A broker may make what is written to.
            throw new SourceException(KafkaTopics.absent(named));
        }
        KafkaAppend.to(named, signIn.settings(named), records);
    }

    private SortedSet<String> names(SourceRequest request) {
        return new KafkaTopics(request, signIn.settings(request), advertised).names();
    }
}
