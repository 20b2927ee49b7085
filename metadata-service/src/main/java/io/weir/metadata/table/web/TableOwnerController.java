package io.weir.metadata.table.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.table.Table;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableOwners;
import io.weir.metadata.table.TableProblems;
import io.weir.metadata.table.TableTags;
import io.weir.metadata.table.Tables;
import io.weir.support.access.Access;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Owners;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.etag.IfMatch;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tables")
class TableOwnerController {

    private final Tables tables;
    private final TableOwners owners;
    private final Access access;

    TableOwnerController(Tables tables, TableOwners owners, Access access) {
        this.tables = tables;
        this.owners = owners;
        this.access = access;
    }

    @PutMapping("/api/v1/tables/{table}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "handOverTable",
            summary = "Gives a table another owner",
            description = "Of two who hand it over at once one is answered 412. What was granted on it stays.")
    Table handOver(
            HttpServletRequest call, @PathVariable String table, IfMatch ifMatch, @RequestBody NewOwner request) {
        String owner = request.checked();
        TableHead read = open(table);
        ifMatch.check(TableTags.of(read));
        // Asked again of what is changed now: it may have become another's since the call came in.
        if (access.handsOver(call, ResourceKind.TABLE, table, owner)
                && !owners.handOver(read, owner, ifMatch.isCondition())) {
            throw NewOwner.overtaken("table", table);
        }
        return Table.of(open(table));
    }

    private TableHead open(String table) {
        return tables.open(table).orElseThrow(() -> TableProblems.notFound(table));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfTables {

        @Bean
        Owners ownersOfTables(TableOwners owners) {
            return Owners.of(ResourceKind.TABLE, owners::of);
        }
    }
}
