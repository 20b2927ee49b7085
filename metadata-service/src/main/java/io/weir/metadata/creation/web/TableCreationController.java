package io.weir.metadata.creation.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.commit.Origin;
import io.weir.metadata.creation.TableCreation;
import io.weir.metadata.table.Table;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableTags;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.Grant;
import io.weir.support.access.Privilege;
import io.weir.support.access.ResourceKind;
import io.weir.support.etag.EntityTags;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.identity.Identity;
import io.weir.support.request.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tables")
@Tag(name = "Tables")
class TableCreationController {

    private final TableCreation creation;
    private final IdempotentRequests requests;
    private final Access access;

    TableCreationController(TableCreation creation, IdempotentRequests requests, Access access) {
        this.access = access;
        this.creation = creation;
        this.requests = requests;
    }

    @PostMapping
    @ChecksGrants("MANAGE on TABLE of the name; on TABLE * with a location")
    @Operation(operationId = "createTable", summary = "Creates a table; its version 0")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<Table> create(
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateTableRequest request,
            HttpServletRequest call) {
        // Who chooses the place could choose that of another table.
        String name = request.location() == null ? request.name() : Grant.ALL;
        access.require(call, Privilege.MANAGE, ResourceKind.TABLE, name);
        String owner = request.ownerFor(call);
        Origin origin = new Origin(Identity.nameOf(call), RequestIds.current());
        return requests.once(key, "createTable", request, Table.class, () -> {
            TableHead head = creation.create(request.toNewTable(owner), origin);
            return ResponseEntity.created(URI.create("/api/v1/tables/" + head.name()))
                    .eTag(EntityTags.of(TableTags.of(head)))
                    .body(Table.of(head));
        });
    }
}
