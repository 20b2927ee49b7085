package io.weir.platform.store.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.store.ConnectionTest;
import io.weir.platform.store.Store;
import io.weir.platform.store.Stores;
import io.weir.platform.store.probe.StoreProbe;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/stores")
@Tag(name = "Stores")
class StoreController {

    /** Until callers have identities, all is the platform's own. */
    private static final String OWNER = "platform";

    private final Stores stores;
    private final StoreProbe probe;

    StoreController(Stores stores, StoreProbe probe) {
        this.stores = stores;
        this.probe = probe;
    }

    @PostMapping
    @Operation(operationId = "createStore", summary = "Creates a store")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<StoreDocument> create(@RequestBody CreateStoreRequest request) {
        Store store = stores.add(request.checkedName(), request.kind(), request.checkedProperties(), OWNER);
        return ResponseEntity.created(URI.create("/api/v1/stores/" + store.name()))
                .eTag(etag(store))
                .body(StoreDocument.of(store));
    }

    @GetMapping
    @Operation(operationId = "listStores", summary = "Lists stores")
    StorePage list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken);
        List<StoreDocument> rows = stores.list(asked.after(), asked.limit() + 1).stream()
                .map(StoreDocument::of)
                .toList();
        Page<StoreDocument> page = Page.of(rows, asked, StoreDocument::name);
        return new StorePage(page.items(), page.nextPageToken());
    }

    @GetMapping("/{store}")
    @Operation(operationId = "getStore", summary = "Gets a store")
    ResponseEntity<StoreDocument> get(@PathVariable String store) {
        Store found = stores.get(store);
        return ResponseEntity.ok().eTag(etag(found)).body(StoreDocument.of(found));
    }

    @DeleteMapping("/{store}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "deleteStore", summary = "Deletes a store")
    void delete(@PathVariable String store) {
        stores.remove(stores.get(store));
    }

    @PostMapping("/{store}/test-connection")
    @Operation(
            operationId = "testStoreConnection",
            summary = "Connects to a store",
            description =
                    "Really connects to a broker, and looks whether a warehouse's file is there and can be written.")
    ConnectionTest testConnection(@PathVariable String store) {
        return probe.test(stores.get(store));
    }

    private static String etag(Store store) {
        return "\"" + store.id() + "." + store.revision() + "\"";
    }
}
