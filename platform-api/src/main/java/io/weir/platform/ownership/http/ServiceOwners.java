package io.weir.platform.ownership.http;

import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.ComputePoolsApi;
import io.weir.client.api.DatabasesApi;
import io.weir.client.api.DescriptorSourcesApi;
import io.weir.client.api.FunctionSourcesApi;
import io.weir.client.api.FunctionsApi;
import io.weir.client.api.PipelinesApi;
import io.weir.client.api.RelationsApi;
import io.weir.client.api.RunsApi;
import io.weir.client.api.SchemasApi;
import io.weir.client.api.TablesApi;
import io.weir.client.model.JobPage;
import io.weir.support.access.Owners;
import io.weir.support.access.ResourceKind;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.naming.SchemaName;
import io.weir.support.problem.ProblemException;
import io.weir.support.services.ServiceLocations;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Asks the services whose things are that they keep: for grants on them, which are given here. */
@Configuration(proxyBeanMethods = false)
class ServiceOwners {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;
    private static final int MOST_JOBS = 1000;

    /** One call of a service. */
    @FunctionalInterface
    private interface Question {
        @Nullable
        String ask(String name) throws ApiException;
    }

    @Bean
    Owners ownersOfTables(ServiceLocations locations, ServiceIdentity identity) {
        TablesApi tables = new TablesApi(client(locations.metadataUrl(), identity));
        return owners(ResourceKind.TABLE, name -> tables.getTable(name).getOwner());
    }

    @Bean
    Owners ownersOfDatabases(ServiceLocations locations, ServiceIdentity identity) {
        DatabasesApi databases = new DatabasesApi(client(locations.metadataUrl(), identity));
        return owners(ResourceKind.DATABASE, name -> databases.getDatabase(name).getOwner());
    }

    @Bean
    Owners ownersOfSchemas(ServiceLocations locations, ServiceIdentity identity) {
        SchemasApi schemas = new SchemasApi(client(locations.metadataUrl(), identity));
        return owners(ResourceKind.SCHEMA, text -> {
            SchemaName name = SchemaName.parse(text);
            return schemas.getSchema(name.database(), name.schema()).getOwner();
        });
    }

    @Bean
    Owners ownersOfPipelines(ServiceLocations locations, ServiceIdentity identity) {
        PipelinesApi pipelines = new PipelinesApi(client(locations.ingestUrl(), identity));
        return owners(ResourceKind.PIPELINE, name -> pipelines.getPipeline(name).getOwner());
    }

    @Bean
    Owners ownersOfPools(ServiceLocations locations, ServiceIdentity identity) {
        ComputePoolsApi pools = new ComputePoolsApi(client(locations.ingestUrl(), identity));
        return owners(ResourceKind.POOL, name -> pools.getComputePool(name).getOwner());
    }

    @Bean
    Owners ownersOfFunctions(ServiceLocations locations, ServiceIdentity identity) {
        FunctionsApi functions = new FunctionsApi(client(locations.ingestUrl(), identity));
        return owners(ResourceKind.FUNCTION, name -> functions.getFunction(name).getOwner());
    }

    @Bean
    Owners ownersOfFunctionSources(ServiceLocations locations, ServiceIdentity identity) {
        FunctionSourcesApi sources = new FunctionSourcesApi(client(locations.ingestUrl(), identity));
        return owners(ResourceKind.FUNCTION_SOURCE, name -> sources.getFunctionSource(name)
                .getOwner());
    }

    @Bean
    Owners ownersOfDescriptorSources(ServiceLocations locations, ServiceIdentity identity) {
        DescriptorSourcesApi sources = new DescriptorSourcesApi(client(locations.ingestUrl(), identity));
        return owners(ResourceKind.DESCRIPTOR_SOURCE, name -> sources.getDescriptorSource(name)
                .getOwner());
    }

    @Bean
    Owners ownersOfRelations(ServiceLocations locations, ServiceIdentity identity) {
        RelationsApi relations = new RelationsApi(client(locations.ingestUrl(), identity));
        return owners(ResourceKind.RELATION, name -> relations.getRelation(name).getOwner());
    }

    /** As the service has it: whose a name is where all jobs of that name are one's. */
    @Bean
    Owners ownersOfJobs(ServiceLocations locations, ServiceIdentity identity) {
        RunsApi runs = new RunsApi(client(locations.lineageUrl(), identity));
        return owners(ResourceKind.JOB, name -> {
            JobPage named = runs.listJobs(MOST_JOBS, null, name);
            Set<String> owners = named.getItems().stream()
                    .map(job -> Objects.requireNonNullElse(job.getOwner(), ""))
                    .collect(Collectors.toSet());
            String only = owners.size() == 1 ? owners.iterator().next() : "";
            return only.isEmpty() || named.getNextPageToken() != null ? null : only;
        });
    }

    private static ApiClient client(URI service, ServiceIdentity identity) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(service.toString());
        client.setConnectTimeout(Duration.ofSeconds(1));
        client.setReadTimeout(PATIENCE);
        client.setRequestInterceptor(identity::sign);
        return client;
    }

    private static Owners owners(ResourceKind kind, Question question) {
        return Owners.of(kind, name -> {
            try {
                return Optional.ofNullable(question.ask(name));
            } catch (ApiException refused) {
                if (refused.getCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw ProblemException.unavailable(
                        "Whose " + kind + " '" + name + "' is cannot be told: its service does not answer",
                        Duration.ofSeconds(2),
                        refused);
            }
        });
    }
}
