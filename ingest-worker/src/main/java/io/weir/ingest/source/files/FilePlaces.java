package io.weir.ingest.source.files;

import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceSecrets;
import io.weir.ingest.store.References;
import io.weir.ingest.store.Secrets;
import io.weir.support.outbound.OutboundRules;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Where a request's files lie. */
@Component
class FilePlaces {

    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

    private final ReplayRoots roots;
    private final ObjectStores stores;
    private final Spool spool;

    FilePlaces(ReplayRoots roots, Secrets secrets, OutboundRules outbound, Spool spool) {
        this.roots = roots;
        this.stores =
                new ObjectStores(new SourceSecrets(new References(Map.of(), secrets)), new TokenServices(outbound));
        this.spool = spool;
    }

    /** @throws SourceException lasting if it can be no such place, or none that may be read */
    FilePlace of(SourceRequest request) {
        if (!request.isOfObjects()) {
            return new FolderPlace(roots.find(request.broker().name(), request.brokers(), request.topic()));
        }
        String name = request.topic();
        if (name.contains("/") || NO_NAMES.contains(name)) {
            throw new SourceException("store " + request.broker().name() + ": '" + name
                    + "' is no name of a folder or an object in " + request.brokers());
        }
        return new ObjectPlace(stores.of(request), name, spool);
    }
}
