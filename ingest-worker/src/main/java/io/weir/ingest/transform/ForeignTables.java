package io.weir.ingest.transform;

/** Tables outside of the warehouse that records are looked up in. */
public interface ForeignTables {

    /**
     * Looks at the table of a reference that names a store.
     *
     * @throws io.weir.ingest.source.SourceException where its database does not answer, or lets nobody in
     */
    ForeignTable open(Reference reference);
}
