package io.weir.metadata.commit.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.commit.ModeSwitch;
import io.weir.metadata.commit.Origin;
import io.weir.metadata.table.Table;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableMode;
import io.weir.metadata.table.TableProblems;
import io.weir.metadata.table.TableTags;
import io.weir.metadata.table.Tables;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.etag.IfMatch;
import io.weir.support.identity.Identity;
import io.weir.support.request.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tables")
class ModeController {

    private final ModeSwitch modes;
    private final Tables tables;

    ModeController(ModeSwitch modes, Tables tables) {
        this.modes = modes;
        this.tables = tables;
    }

    record ModeRequest(TableMode mode) {}

    /** As often as it is sent, the mode is changed once: there is nothing to do the second time. */
    @PutMapping("/api/v1/tables/{table}/mode")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "setTableMode",
            summary = "Lets other engines write to a table, or keeps them out, by a new version")
    Table set(@PathVariable String table, IfMatch ifMatch, @RequestBody ModeRequest request, HttpServletRequest call) {
        modes.change(
                table,
                request.mode(),
                head -> ifMatch.check(TableTags.of(head)),
                new Origin(Identity.nameOf(call), RequestIds.current()));
        return Table.of(open(table));
    }

    private TableHead open(String table) {
        return tables.open(table).orElseThrow(() -> TableProblems.notFound(table));
    }
}
