package io.weir.ingest.avro;

import io.weir.ingest.store.StoreAddress;

/** Registries of schemas. */
public interface SchemaRegistries {

    /**
     * Schemas of a registry; it is asked when one of them is looked for.
     *
     * @throws io.weir.ingest.source.SourceException if it is in a network that is not public
     */
    WriterSchemas of(StoreAddress registry);
}
