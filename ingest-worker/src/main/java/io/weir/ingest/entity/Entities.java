package io.weir.ingest.entity;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.pipeline.DryRunLimits;
import io.weir.ingest.pipeline.RecordFormat;
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.Stores;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Looks into stores, and adds to what they have, without a pipeline. */
@Service
public class Entities {

    private static final int LONGEST_PATH = 1000;
    private static final int MOST_ROWS = 1000;

    private final Stores stores;
    private final List<StoreEntities> kinds;

    Entities(Stores stores, List<StoreEntities> kinds) {
        this.stores = stores;
        this.kinds = kinds;
    }

    /**
     * A page of what lies in a folder or schema, or in the store itself.
     *
     * @param folder its path; empty for the store
     * @param from {@link EntityPage#next()} of the page before; empty for the first page
     */
    public EntityPage list(String store, String folder, String prefix, String from, int limit) {
        StoreAddress address = address(store);
        if (prefix.contains("/")) {
            throw ProblemException.invalid("prefix", "has a slash", prefix, "the beginning of a name in the folder");
        }
        return of(address).list(address, folder.isEmpty() ? "" : checked(folder), prefix, from, limit);
    }

    /**
     * What has a path.
     *
     * @throws ProblemException {@link IngestProblem#ENTITY_NOT_FOUND}
     */
    public EntityDetails get(String store, String path) {
        StoreAddress address = address(store);
        return get(address, checked(path));
    }

    private EntityDetails get(StoreAddress store, String path) {
        return of(store)
                .find(store, path)
                .orElseThrow(() -> new ProblemException(
                        IngestProblem.ENTITY_NOT_FOUND, "The store '" + store.name() + "' has no '" + path + "'"));
    }

    /**
     * Some rows of it: of records those that a pipeline would read first, of a table any.
     *
     * @param format of records; JSON unless it is said
     */
    public DryRun sample(String store, String path, @Nullable RecordFormat format, DryRunLimits limits) {
        StoreAddress address = address(store);
        EntityDetails entity = get(address, checked(path));
        if (entity.kind().holdsOthers()) {
            throw ProblemException.invalid("path", "is a " + entity.kind(), path, "the path of what has rows itself");
        }
        return of(address).sample(address, path, format, limits);
    }

    /** Adds rows to a topic, hub or stream, as records of JSON, or to a table. */
    public void insert(String store, String path, List<Map<String, @Nullable Object>> rows) {
        StoreAddress address = address(store);
        if (rows.isEmpty() || rows.size() > MOST_ROWS) {
            throw ProblemException.invalid("rows", "are too few or too many", rows.size(), "1 to " + MOST_ROWS);
        }
        EntityDetails entity = get(address, checked(path));
        if (!entity.kind().takesRows()) {
            throw new ProblemException(
                    IngestProblem.ENTITY_READ_ONLY,
                    "'" + path + "' of store '" + store + "' is a " + entity.kind() + ", and rows are added to "
                            + "topics, hubs, streams and tables");
        }
        of(address).insert(address, path, rows);
    }

    private static String checked(String path) {
        if (path.isEmpty() || path.length() > LONGEST_PATH || path.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid(
                    "path",
                    "is no path",
                    path.length() + " characters",
                    "1 to " + LONGEST_PATH + " characters, as the list of entities has it");
        }
        return path;
    }

    private StoreEntities of(StoreAddress store) {
        return kinds.stream()
                .filter(kind -> kind.isFor(store.kind()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        IngestProblem.STORE_WITHOUT_ENTITIES,
                        "The store '" + store.name() + "' is of kind " + store.kind() + ", which has none"));
    }

    private StoreAddress address(String store) {
        return stores.find(store)
                .orElseThrow(() ->
                        new ProblemException(IngestProblem.ENTITY_NOT_FOUND, "There is no store '" + store + "'"));
    }
}
