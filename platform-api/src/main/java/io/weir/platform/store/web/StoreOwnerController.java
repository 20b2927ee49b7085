package io.weir.platform.store.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.store.Store;
import io.weir.platform.store.Stores;
import io.weir.support.access.Access;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Owners;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Stores")
class StoreOwnerController {

    private final Stores stores;
    private final Access access;

    StoreOwnerController(Stores stores, Access access) {
        this.stores = stores;
        this.access = access;
    }

    @PutMapping("/api/v1/stores/{store}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.STORE, named = "store")
    @Operation(
            operationId = "handOverStore",
            summary = "Gives a store another owner",
            description = "Of two who hand it over at once one is answered 412. What was granted on it stays.")
    ResponseEntity<StoreDocument> handOver(
            HttpServletRequest call, @PathVariable String store, IfMatch ifMatch, @RequestBody NewOwner request) {
        String owner = request.checked();
        Store read = stores.get(store);
        ifMatch.check(read.revision());
        // Asked again of what is changed now: it may have become another's since the call came in.
        Store given = access.handsOver(call, ResourceKind.STORE, store, owner) ? stores.handOver(read, owner) : read;
        return EntityTags.ok(given.revision(), StoreDocument.of(given));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfStores {

        @Bean
        Owners ownersOfStores(Stores stores) {
            return Owners.of(ResourceKind.STORE, name -> stores.find(name).map(Store::owner));
        }
    }
}
