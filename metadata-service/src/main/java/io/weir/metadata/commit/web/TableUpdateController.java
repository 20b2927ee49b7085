package io.weir.metadata.commit.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.commit.Origin;
import io.weir.metadata.commit.TableChanges;
import io.weir.metadata.table.Table;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableProblems;
import io.weir.metadata.table.TableTags;
import io.weir.metadata.table.Tables;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import io.weir.support.identity.Identity;
import io.weir.support.request.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tables")
class TableUpdateController {

    private final TableChanges changes;
    private final Tables tables;

    TableUpdateController(TableChanges changes, Tables tables) {
        this.changes = changes;
        this.tables = tables;
    }

    @PatchMapping("/api/v1/tables/{table}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "updateTable",
            summary = "Changes a table's description and properties, by a new version",
            description =
                    "Its ETag is of these and its schema, and stays when rows are committed. Columns change by commits.")
    ResponseEntity<Table> update(
            @PathVariable String table,
            IfMatch ifMatch,
            @RequestBody UpdateTableRequest request,
            HttpServletRequest call) {
        changes.change(
                table,
                head -> ifMatch.check(TableTags.of(head)),
                request::change,
                new Origin(Identity.nameOf(call), RequestIds.current()));
        TableHead head = tables.open(table).orElseThrow(() -> TableProblems.notFound(table));
        return EntityTags.ok(TableTags.of(head), Table.of(head));
    }
}
