package io.weir.ingest.relation.web;

import io.swagger.v3.oas.annotations.Hidden;
import io.weir.ingest.relation.StoreRemovals;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For the control plane, which keeps the stores, in the name of whoever removes one there. */
@Hidden
@RestController
class StoreUsersController {

    private final StoreRemovals removals;
    private final Access access;

    StoreUsersController(StoreRemovals removals, Access access) {
        this.removals = removals;
        this.access = access;
    }

    /** As often as it is asked for, with one outcome: what is gone is passed over. */
    @DeleteMapping("/internal/v1/users-of-stores")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ChecksGrants("MANAGE on each of them and of theirs")
    void remove(
            HttpServletRequest call,
            @RequestParam List<String> store,
            @RequestParam(required = false) @Nullable String topic) {
        removals.clear(store, topic, access.remover(call));
    }
}
