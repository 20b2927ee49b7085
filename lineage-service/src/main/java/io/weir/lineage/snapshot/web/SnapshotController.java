package io.weir.lineage.snapshot.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.snapshot.DatasetSnapshot;
import io.weir.lineage.snapshot.RegisterSnapshotRequest;
import io.weir.lineage.snapshot.SchemaDiff;
import io.weir.lineage.snapshot.SnapshotHistory;
import io.weir.lineage.snapshot.SnapshotRegistry;
import io.weir.lineage.snapshot.Snapshots;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.answer.Locations;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemMembers;
import jakarta.servlet.ServletRequest;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Snapshots")
class SnapshotController {

    private final SnapshotRegistry registry;
    private final Snapshots snapshots;
    private final SnapshotHistory history;
    private final IdempotentRequests requests;

    SnapshotController(
            SnapshotRegistry registry, Snapshots snapshots, SnapshotHistory history, IdempotentRequests requests) {
        this.history = history;
        this.requests = requests;
        this.registry = registry;
        this.snapshots = snapshots;
    }

    @PostMapping("/api/v1/jobs/register-snapshot")
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresGrant(value = Privilege.INSERT, on = ResourceKind.JOB)
    @Operation(operationId = "registerSnapshot", summary = "Registers a snapshot of a table")
    ResponseEntity<DatasetSnapshot> register(
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @Parameter(
                            description =
                                    "Tells a table that was made anew from the dropped one of its name, whose versions are"
                                            + " others; left out, it is the newest table of the name")
                    @RequestParam(required = false)
                    @Nullable
                    UUID tableId,
            @RequestBody RegisterSnapshotRequest request,
            @Parameter(hidden = true) ServletRequest http) {
        ProblemMembers.note(http, "runId", request.runId());
        return requests.once(
                key,
                tableId == null ? "registerSnapshot" : "registerSnapshot of " + tableId,
                request,
                DatasetSnapshot.class,
                () -> created(registry.register(tableId, request)));
    }

    private static ResponseEntity<DatasetSnapshot> created(DatasetSnapshot snapshot) {
        return ResponseEntity.created(Locations.of(
                        "/api/v1/tables/{table}/snapshots/{snapshot}", snapshot.tableName(), snapshot.snapshotId()))
                .body(snapshot);
    }

    @GetMapping("/api/v1/tables/{table}/snapshots")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "listSnapshots", summary = "The snapshots of a table, newest first")
    Page<DatasetSnapshot> list(
            @PathVariable String table,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        return snapshots.list(table, PageRequest.of(limit, pageToken));
    }

    @GetMapping("/api/v1/tables/{table}/snapshots/latest")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "getLatestSnapshot",
            summary = "The latest snapshot of a table",
            description = "With asOf, the one that was the latest at that moment.")
    DatasetSnapshot latest(@PathVariable String table, @RequestParam(required = false) @Nullable OffsetDateTime asOf) {
        return history.latest(table, asOf == null ? null : asOf.toInstant());
    }

    @GetMapping("/api/v1/tables/{table}/snapshots/diff")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "diffSnapshots",
            summary = "What changed in a table's columns between two snapshots",
            description = "Each of the two is an id, a version number or latest.")
    SchemaDiff diff(
            @PathVariable String table, @RequestParam String from, @RequestParam(defaultValue = "latest") String to) {
        return history.diff(table, from, to);
    }

    @GetMapping("/api/v1/tables/{table}/snapshots/{snapshot}")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "getRegisteredSnapshot",
            summary = "A snapshot of a table, by its id or its version number")
    DatasetSnapshot get(@PathVariable String table, @PathVariable String snapshot) {
        return history.get(table, "snapshot", snapshot);
    }
}
