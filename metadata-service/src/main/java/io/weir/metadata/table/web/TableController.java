package io.weir.metadata.table.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.action.KnownActions;
import io.weir.metadata.table.Table;
import io.weir.metadata.table.TableDrops;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableProblems;
import io.weir.metadata.table.TableTags;
import io.weir.metadata.table.Tables;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.access.Visible;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import io.weir.support.naming.SchemaName;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.request.ResourceIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tables")
@Tag(name = "Tables")
class TableController {

    private final Tables tables;
    private final TableDrops drops;
    private final Timer openLatency;
    private final Access access;
    private final KnownActions known = new KnownActions();

    TableController(Tables tables, TableDrops drops, MeterRegistry metrics, Access access) {
        this.access = access;
        this.tables = tables;
        this.drops = drops;
        this.openLatency = metrics.timer("metadata.open.latency");
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listTables", summary = "Lists tables")
    TablePage list(
            HttpServletRequest call,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken,
            @Parameter(description = "Only those of this database") @RequestParam(required = false) @Nullable
                    String database,
            @Parameter(description = "Only those of this schema; of the database weir unless one is given")
                    @RequestParam(required = false)
                    @Nullable
                    String schema) {
        PageRequest request = PageRequest.of(limit, pageToken, prefix);
        Visible visible = access.visible(call, ResourceKind.TABLE);
        Page<TableHead> page = Page.ofVisible(
                request,
                listing(database, schema),
                found -> visible.test(found.name(), found.owner()),
                TableHead::name);
        return new TablePage(page.items().stream().map(Table::of).toList(), page.nextPageToken());
    }

    private Function<PageRequest, List<TableHead>> listing(@Nullable String database, @Nullable String schema) {
        String within = database == null && schema != null ? SchemaName.DEFAULT_DATABASE : database;
        return within == null ? tables::list : next -> tables.list(next, within, schema);
    }

    @GetMapping("/{table}")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "getTable", summary = "Opens a table at its head")
    ResponseEntity<Table> get(@PathVariable String table) {
        TableHead head = Objects.requireNonNull(openLatency.record(() -> opened(table)));
        return EntityTags.ok(TableTags.of(head), Table.of(head, known.metadata(head.metadata())));
    }

    private TableHead opened(String table) {
        return tables.open(table).orElseThrow(() -> TableProblems.notFound(table));
    }

    @DeleteMapping("/{table}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "dropTable",
            summary = "Drops a table from the catalog; it can be taken back for a while, and its files stay")
    void drop(
            HttpServletResponse answer,
            @PathVariable String table,
            @Parameter(description = "Whether to forget it at once, and those of this name that were dropped before")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean purge,
            IfMatch ifMatch) {
        drops.drop(table, Boolean.TRUE.equals(purge), found -> check(ifMatch, table, found))
                .ifPresent(id -> answer.setHeader(ResourceIds.TABLE_ID_HEADER, id.toString()));
    }

    private static void check(IfMatch ifMatch, String table, Optional<TableHead> found) {
        ifMatch.check(() -> TableTags.of(found.orElseThrow(() -> TableProblems.notFound(table))));
    }
}
