package io.weir.metadata.vacuum.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.vacuum.ListedFile;
import io.weir.metadata.vacuum.Vacuum;
import io.weir.metadata.vacuum.VacuumService;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.answer.Locations;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.identity.Identity;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tables/{table}")
@Tag(name = "Tables")
class VacuumController {

    private final VacuumService vacuums;
    private final IdempotentRequests requests;

    VacuumController(VacuumService vacuums, IdempotentRequests requests) {
        this.vacuums = vacuums;
        this.requests = requests;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VacuumPage(List<VacuumOperation> items, @Nullable String nextPageToken) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UnneededFilePage(
            List<ListedFile> items, @Nullable String nextPageToken) {}

    @PostMapping("/vacuums")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "vacuumTable",
            summary = "Finds the files that no version within retention needs, and deletes them if it is told to")
    @ApiResponse(responseCode = "202", description = "Under way", useReturnTypeSchema = true)
    ResponseEntity<VacuumOperation> start(
            HttpServletRequest call,
            @PathVariable String table,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody VacuumTableRequest request) {
        String caller = Identity.nameOf(call);
        return requests.once(key, "vacuum " + table, request, VacuumOperation.class, () -> {
            Vacuum vacuum = vacuums.start(table, request.by(caller));
            return Locations.accepted(Locations.of("/api/v1/tables/{table}/vacuums/{vacuum}", table, vacuum.id()))
                    .body(VacuumOperation.of(vacuum));
        });
    }

    @GetMapping("/vacuums")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "listVacuums", summary = "Who vacuumed a table and what was deleted, the latest first")
    VacuumPage list(
            @PathVariable String table,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        Page<Vacuum> page = vacuums.list(table, PageRequest.of(limit, pageToken));
        return new VacuumPage(page.items().stream().map(VacuumOperation::of).toList(), page.nextPageToken());
    }

    @GetMapping("/vacuums/{id}")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "getVacuum", summary = "How far a vacuum is, and what came of it")
    VacuumOperation get(@PathVariable String table, @PathVariable UUID id) {
        return VacuumOperation.of(vacuums.find(table, id));
    }

    @GetMapping("/unneeded-files")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "listUnneededFiles",
            summary = "The files that the latest vacuum of a table found and did not delete, by name")
    UnneededFilePage files(
            @PathVariable String table,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        Page<ListedFile> page = vacuums.files(table, PageRequest.of(limit, pageToken));
        return new UnneededFilePage(page.items(), page.nextPageToken());
    }
}
