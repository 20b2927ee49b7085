package io.weir.ingest.source.files;

import io.weir.delta.storage.LocalObjects;
import io.weir.delta.storage.StoredFolders;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceSecrets;
import io.weir.ingest.store.References;
import io.weir.ingest.store.Secrets;
import io.weir.support.outbound.OutboundRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Where a request's files lie. */
@Component
class FilePlaces {

    /** What is read to make a table of it may take its time. */
    private static final Duration READING = Duration.ofSeconds(30);

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
        requireName(request);
        return new ObjectPlace(stores.of(request, READING), request.topic(), spool);
    }

    /** All that a store has, to be looked through. */
    record Root(StoredFolders folders, Runnable connection) implements AutoCloseable {

        @Override
        public void close() {
            connection.run();
        }
    }

    /**
     * All that a request's store has.
     *
     * @param timeout of one attempt at a call to a store of objects, of four at most
     * @throws SourceException lasting if what the request names can be no such place, or none that may be looked at
     */
    Root root(SourceRequest request, Duration timeout) {
        if (!request.topic().isEmpty()) {
            requireName(request);
        }
        if (!request.isOfObjects()) {
            Path folder = roots.find(request.broker().name(), request.brokers());
            return new Root(new LocalObjects(folder), () -> {});
        }
        ObjectStore store = stores.of(request, timeout);
        return new Root(store.below(""), store::close);
    }

    private static void requireName(SourceRequest request) {
        if (Stream.of(request.topic().split("/", -1)).anyMatch(NO_NAMES::contains)) {
            throw new SourceException("store " + request.broker().name() + ": '" + request.topic()
                    + "' is no name of a folder or an object in " + request.brokers());
        }
    }
}
