package io.weir.platform.store.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.dependent.Departure;
import io.weir.platform.store.ConnectionTest;
import io.weir.platform.store.Store;
import io.weir.platform.store.StoreChanges;
import io.weir.platform.store.StoreKind;
import io.weir.platform.store.StoreTarget;
import io.weir.platform.store.Stores;
import io.weir.platform.store.probe.StoreProbe;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.access.Visible;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.identity.Identity;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/stores")
@Tag(name = "Stores")
class StoreController {

    private final Stores stores;
    private final StoreChanges changes;
    private final StoreProbe probe;
    private final IdempotentRequests requests;
    private final Access access;

    StoreController(Stores stores, StoreChanges changes, StoreProbe probe, IdempotentRequests requests, Access access) {
        this.access = access;
        this.stores = stores;
        this.changes = changes;
        this.probe = probe;
        this.requests = requests;
    }

    @PostMapping
    @ChecksGrants("MANAGE on STORE of the name, USAGE on SECRET that it refers to")
    @Operation(operationId = "createStore", summary = "Creates a store")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<StoreDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateStoreRequest request) {
        access.require(call, Privilege.MANAGE, ResourceKind.STORE, request.name());
        Map<String, String> properties = request.checkedProperties();
        require(call, request.kind().target(properties));
        String owner = NewOwner.maker(call);
        return requests.once(key, "createStore", request, StoreDocument.class, () -> {
            Store store = changes.add(request.checkedName(), request.kind(), properties, owner);
            return ResponseEntity.created(URI.create("/api/v1/stores/" + store.name()))
                    .eTag(EntityTags.of(store.revision()))
                    .body(StoreDocument.of(store));
        });
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listStores", summary = "Lists stores")
    StorePage list(
            HttpServletRequest call,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken,
            @Parameter(description = "Only those of this kind") @RequestParam(required = false) @Nullable
                    StoreKind kind) {
        PageRequest asked = PageRequest.of(limit, pageToken, prefix);
        Visible visible = access.visible(call, ResourceKind.STORE);
        Page<Store> page = Page.ofVisible(
                asked,
                next -> stores.list(next, kind),
                store -> visible.test(store.name(), store.owner()),
                Store::name);
        return new StorePage(page.items().stream().map(StoreDocument::of).toList(), page.nextPageToken());
    }

    @GetMapping("/{store}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.STORE, named = "store")
    @Operation(operationId = "getStore", summary = "Gets a store")
    ResponseEntity<StoreDocument> get(@PathVariable String store) {
        return answer(stores.get(store));
    }

    @PatchMapping("/{store}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.STORE, named = "store")
    @Operation(
            operationId = "updateStore",
            summary = "Changes properties of a store",
            description = "Who uses the store meets the change when it next starts. What then refers to a secret needs"
                    + " USAGE on it.")
    ResponseEntity<StoreDocument> update(
            HttpServletRequest call,
            @PathVariable String store,
            IfMatch ifMatch,
            @RequestBody UpdateStoreRequest request) {
        return ifMatch.change(() -> {
            Store read = stores.get(store);
            ifMatch.check(read.revision());
            require(call, changes.target(read, request.properties()));
            return answer(changes.update(read, request.properties()));
        });
    }

    @DeleteMapping("/{store}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.STORE, named = "store")
    @Operation(
            operationId = "deleteStore",
            summary = "Deletes a store",
            description = "A store that pipelines or relations use is not deleted: 409 with its users, those that the"
                    + " caller may not see as a number.")
    void delete(
            HttpServletRequest call,
            @PathVariable String store,
            @Parameter(description = Departure.CASCADE) @RequestParam(required = false) @Nullable Boolean cascade,
            IfMatch ifMatch) {
        ifMatch.remove(() -> {
            Store read = stores.get(store);
            ifMatch.check(read.revision());
            changes.remove(
                    read, Departure.of(access.remover(call), Identity.of(call).orElse(null), cascade));
        });
    }

    @PostMapping("/{store}/test-connection")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.STORE, named = "store")
    @Operation(
            operationId = "testStoreConnection",
            summary = "Connects to a store",
            description =
                    "Really connects: to a broker and a registry itself, to a warehouse in MotherDuck, to a database of"
                            + " PostgreSQL and to files by a worker, as pipelines do. Of a namespace of hubs it is known that it answers; name a hub,"
                            + " and a worker signs in there. Of a DuckDB file it looks whether it is there and can be written.")
    ConnectionTest testConnection(
            @PathVariable String store,
            @Parameter(description = "What of it to look at, too: the path of an entity, such as a topic or a hub")
                    @RequestParam(required = false)
                    @Nullable
                    String entity) {
        return probe.test(stores.get(store), entity);
    }

    /** Who may not use a secret may not have it sent anywhere either, by whatever change of a store. */
    private void require(HttpServletRequest call, StoreTarget target) {
        target.secret().ifPresent(secret -> access.require(call, Privilege.USAGE, ResourceKind.SECRET, secret));
    }

    private static ResponseEntity<StoreDocument> answer(Store store) {
        return EntityTags.ok(store.revision(), StoreDocument.of(store));
    }
}
