package io.weir.ingest.relation.http;

import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.SchemasApi;
import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.GuardedService;
import io.weir.ingest.relation.SchemasOfRelations;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.naming.SchemaName;
import io.weir.support.problem.ProblemException;
import io.weir.support.services.ServiceLocations;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Asks metadata-service. */
@Component
class HttpSchemas implements SchemasOfRelations {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;

    private final SchemasApi schemas;
    private final GuardedService service;

    HttpSchemas(ServiceLocations locations, ServiceIdentity identity, Dependencies dependencies) {
        this.service = new GuardedService(dependencies.service("metadata-service"));
        ApiClient client = new ApiClient();
        client.updateBaseUri(locations.metadataUrl().toString());
        client.setConnectTimeout(CONNECT);
        client.setReadTimeout(PATIENCE);
        client.setRequestInterceptor(identity::sign);
        this.schemas = new SchemasApi(client);
    }

    @Override
    public boolean has(SchemaName schema) {
        if (schema.isDefault()) {
            // It cannot be removed.
            return true;
        }
        try {
            service.ask(() -> schemas.getSchema(schema.database(), schema.schema()));
            return true;
        } catch (ApiException refused) {
            if (refused.getCode() == NOT_FOUND) {
                return false;
            }
            throw ProblemException.unavailable(
                    "Whether there is a schema '" + schema.text()
                            + "' cannot be told: metadata-service does not answer",
                    Duration.ofSeconds(2),
                    refused);
        }
    }
}
