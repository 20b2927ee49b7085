package io.weir.metadata.table.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.table.DroppedTable;
import io.weir.metadata.table.DroppedTables;
import io.weir.metadata.table.Table;
import io.weir.metadata.table.TableDrops;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.access.Visible;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tables")
class DroppedTableController {

    private final DroppedTables dropped;
    private final TableDrops drops;
    private final IdempotentRequests requests;
    private final Access access;

    DroppedTableController(DroppedTables dropped, TableDrops drops, IdempotentRequests requests, Access access) {
        this.dropped = dropped;
        this.drops = drops;
        this.requests = requests;
        this.access = access;
    }

    /** @param purgeAt when it is forgotten for good */
    record TableDrop(
            String name,
            UUID id,
            String location,
            long version,
            long files,
            long bytes,
            long rows,
            Instant droppedAt,
            Instant purgeAt) {

        static TableDrop of(DroppedTable table) {
            Table head = Table.of(table.head());
            return new TableDrop(
                    head.name(),
                    head.id(),
                    head.location(),
                    head.version(),
                    head.files(),
                    head.bytes(),
                    head.rows(),
                    table.droppedAt(),
                    table.purgeAt());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TableDropPage(List<TableDrop> items, @Nullable String nextPageToken) {}

    @GetMapping("/api/v1/dropped-tables")
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listDroppedTables", summary = "Lists the tables that can be taken back, the oldest first")
    TableDropPage list(
            HttpServletRequest call,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest request = PageRequest.of(limit, pageToken);
        Visible visible = access.visible(call, ResourceKind.TABLE);
        Page<DroppedTable> page = Page.ofVisible(
                request,
                next -> dropped.list(after(next), next.limit() + 1),
                table -> visible.test(table.head().name(), table.head().owner()),
                table -> Long.toString(table.head().tableId()));
        return new TableDropPage(page.items().stream().map(TableDrop::of).toList(), page.nextPageToken());
    }

    private static long after(PageRequest request) {
        String after = request.after();
        try {
            return after == null ? 0 : Long.parseLong(after);
        } catch (NumberFormatException foreign) {
            throw ProblemException.invalid(
                    "pageToken", "is not a token of this list", after, "the nextPageToken of the page before");
        }
    }

    @PostMapping("/api/v1/tables/{table}/undrop")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "undropTable", summary = "Takes a dropped table back, as it was")
    ResponseEntity<Table> undrop(
            @PathVariable String table,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @Parameter(description = "Of the table, where more than one of this name was dropped; else the latest")
                    @RequestParam(required = false)
                    @Nullable
                    UUID id) {
        String which = id == null ? "" : id.toString();
        return requests.once(
                key, "undrop " + table, which, Table.class, () -> ResponseEntity.ok(Table.of(drops.undrop(table, id))));
    }
}
