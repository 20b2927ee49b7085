package io.weir.ingest.avro;

import io.weir.ingest.decode.Translation;
import io.weir.ingest.store.StoreAddress;
import org.springframework.stereotype.Component;

/** Makes what reads records of Avro. */
@Component
public class AvroReaders {

    private final SchemaRegistries registries;

    public AvroReaders(SchemaRegistries registries) {
        this.registries = registries;
    }

    /** Of records that have their schema in them. */
    public Translation ofFiles() {
        return new AvroTranslation(new ContainerFraming());
    }

    /** Of records that have values of one schema in them, and nothing else. */
    public Translation of(WriterSchema schema) {
        return new AvroTranslation(new BareFraming(schema));
    }

    /** Of records that name schemas of a registry. */
    public Translation of(StoreAddress registry) {
        WriterSchemas schemas = registries.of(registry);
        return new AvroTranslation(
                registry.kind().equals(StoreAddress.AZURE_SCHEMA_REGISTRY)
                        ? new ContentTypeFraming(schemas)
                        : new ConfluentFraming(schemas));
    }
}
