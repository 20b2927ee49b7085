package io.weir.support.probe;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.openapi.PageSchema;
import io.weir.support.paging.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An interface as services document theirs. */
@RestController
@RequestMapping("/api/v1/stores")
@Tag(name = "Stores")
class Stores {

    enum Kind {
        KAFKA,
        DUCKDB
    }

    record Store(
            String name,
            Kind kind,
            Map<String, String> properties,
            @Nullable Instant createdAt,
            @Nullable Owner owner,
            @JsonProperty("byte_count") long byteCount,
            JsonNode anything,
            @Nullable ObjectNode object) {}

    record Owner(@Nullable String nick, String email) {}

    @PageSchema("TransactionPage")
    record StoreTransaction(long version) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "createStore", summary = "Creates a store")
    Store create(
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody Store store) {
        return store;
    }

    @GetMapping
    @Operation(operationId = "listStores", summary = "Lists stores")
    Page<Store> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        return new Page<>(List.of(), null);
    }

    @GetMapping("/{store}/transactions")
    @Operation(operationId = "listTransactions", summary = "Lists transactions")
    Page<StoreTransaction> transactions(@PathVariable String store) {
        return new Page<>(List.of(), null);
    }
}
