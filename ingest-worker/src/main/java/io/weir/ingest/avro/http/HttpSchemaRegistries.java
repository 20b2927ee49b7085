package io.weir.ingest.avro.http;

import io.weir.ingest.avro.SchemaRegistries;
import io.weir.ingest.avro.WriterSchemas;
import io.weir.ingest.source.SourceSecrets;
import io.weir.ingest.store.References;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.outbound.OutboundRules;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Registries that speak Confluent's protocol. What they answered is kept for all pipelines of the process. */
@Component
final class HttpSchemaRegistries implements SchemaRegistries {

    private final KnownSchemas known = new KnownSchemas();
    private final SourceSecrets secrets;
    private final OutboundRules outbound;

    HttpSchemaRegistries(Secrets secrets, OutboundRules outbound) {
        // Never one of the worker's own variables and files, which a store could have sent to any registry.
        this.secrets = new SourceSecrets(new References(Map.of(), secrets));
        this.outbound = outbound;
    }

    @Override
    public WriterSchemas of(StoreAddress registry) {
        RegistryRequests requests = new RegistryRequests(registry, secrets, outbound);
        return new RegisteredSchemas(requests, known);
    }
}
