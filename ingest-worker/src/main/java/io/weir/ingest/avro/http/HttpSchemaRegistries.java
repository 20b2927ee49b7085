package io.weir.ingest.avro.http;

import io.weir.ingest.avro.SchemaRegistries;
import io.weir.ingest.avro.WriterSchemas;
import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.Dependency;
import io.weir.ingest.source.SourceSecrets;
import io.weir.ingest.source.WorkerCredential;
import io.weir.ingest.store.References;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.azure.OwnIdentity;
import io.weir.support.outbound.OutboundRules;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Registries that speak Confluent's protocol, or Azure's. What they answered is kept for all pipelines of the process. */
@Component
final class HttpSchemaRegistries implements SchemaRegistries {

    private final KnownSchemas known = new KnownSchemas();
    private final SourceSecrets secrets;
    private final OutboundRules outbound;
    private final OwnIdentity identity;
    private final WorkerCredential credential;
    private final Dependencies dependencies;

    @Autowired
    HttpSchemaRegistries(Secrets secrets, OutboundRules outbound, OwnIdentity identity, Dependencies dependencies) {
        this(secrets, outbound, identity, WorkerCredential.ofAzure(), dependencies);
    }

    HttpSchemaRegistries(
            Secrets secrets,
            OutboundRules outbound,
            OwnIdentity identity,
            WorkerCredential credential,
            Dependencies dependencies) {
        this.dependencies = dependencies;
        // Never one of the worker's own variables and files, which a store could have sent to any registry.
        this.secrets = new SourceSecrets(new References(Map.of(), secrets));
        this.outbound = outbound;
        this.identity = identity;
        this.credential = credential;
    }

    @Override
    public WriterSchemas of(StoreAddress registry) {
        Dependency service = dependencies.store(registry.name());
        SchemaAnswers answers = registry.kind().equals(StoreAddress.AZURE_SCHEMA_REGISTRY)
                ? new AzureAnswers(registry, credential, identity, outbound, service)
                : new ConfluentAnswers(new RegistryRequests(registry, secrets, outbound, service));
        return new RegisteredSchemas(answers, known);
    }
}
