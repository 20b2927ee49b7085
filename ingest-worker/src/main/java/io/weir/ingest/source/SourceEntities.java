package io.weir.ingest.source;

import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityPage;
import java.util.List;
import java.util.Optional;

/** What stores of a kind have that records can be read from. */
public interface SourceEntities {

    /** Kind of the stores. */
    String kind();

    /**
     * A page of what lies in a folder, or in the store where the request names none.
     *
     * @param prefix that names in the folder begin with
     * @param from where to go on: {@link EntityPage#next()} of the page before; empty for the first page
     * @param limit of the page, which may hold fewer before the last
     * @throws SourceException if the store does not answer, or tells nobody what it has
     */
    EntityPage list(SourceRequest folder, String prefix, String from, int limit);

    /**
     * What a request names; nothing where there is no such.
     *
     * @throws SourceException if the store does not answer
     */
    Optional<Entity> find(SourceRequest named);

    /**
     * Adds records to what a request names, and returns when they will not be lost.
     *
     * @throws SourceException if that cannot be, or it is not known of all of them
     */
    void append(SourceRequest named, List<byte[]> records);
}
