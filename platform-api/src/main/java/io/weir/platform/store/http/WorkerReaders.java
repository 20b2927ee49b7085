package io.weir.platform.store.http;

import io.weir.client.ApiException;
import io.weir.client.api.EntitiesApi;
import io.weir.client.model.EntityDetails;
import io.weir.client.model.EntityPage;
import io.weir.platform.store.StoreReaders;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.services.ServiceLocations;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks an ingest worker to look, as it does for whoever looks through a store. */
@Component
class WorkerReaders implements StoreReaders {

    /** Longer than a worker waits for any store. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final JsonMapper JSON = new JsonMapper();

    private final EntitiesApi entities;

    WorkerReaders(ServiceLocations locations, ServiceIdentity identity) {
        this.entities = new EntitiesApi(WorkerClient.of(locations.ingestUrl(), identity, PATIENCE));
    }

    @Override
    public Reading read(String store, @Nullable String entity) {
        try {
            return new Reading(true, entity == null ? first(store) : details(store, entity));
        } catch (ApiException failed) {
            return new Reading(false, why(failed));
        }
    }

    private String first(String store) throws ApiException {
        EntityPage page = entities.listEntities(store, null, null, 1, null);
        return page.getItems().isEmpty()
                ? "A worker signs in and finds nothing in it"
                : "A worker signs in and finds " + page.getItems().get(0).getPath() + " first";
    }

    private String details(String store, String entity) throws ApiException {
        EntityDetails found = entities.getEntity(store, entity);
        return "A worker signs in and finds the " + found.getKind() + " " + found.getPath();
    }

    /** What the worker says of it; or that none answers, or not in time, which is not for want of a worker. */
    static String why(ApiException failed) {
        String body = failed.getResponseBody();
        if (failed.getCause() instanceof HttpTimeoutException silent
                && !(silent instanceof HttpConnectTimeoutException)) {
            return "An ingest worker is at it and has not answered within " + PATIENCE.toSeconds() + " seconds";
        }
        if (failed.getCode() == 0 || body == null) {
            return "No ingest worker answers, who would sign in";
        }
        try {
            return JSON.readTree(body).path("detail").asString("A worker answers with status " + failed.getCode());
        } catch (JacksonException unreadable) {
            return "A worker answers with status " + failed.getCode();
        }
    }
}
