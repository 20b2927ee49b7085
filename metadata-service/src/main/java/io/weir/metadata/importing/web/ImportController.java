package io.weir.metadata.importing.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.importing.ImportOrder;
import io.weir.metadata.importing.ImportService;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.answer.Locations;
import io.weir.support.request.ResourceIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tables/{table}/import")
@Tag(name = "Tables")
class ImportController {

    private final ImportService imports;

    ImportController(ImportService imports) {
        this.imports = imports;
    }

    @PostMapping
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TABLE)
    @Operation(
            operationId = "importTable",
            summary = "Takes over an existing Delta table, or goes on with it; the same request changes nothing twice")
    @ApiResponse(responseCode = "200", description = "What a dry run found", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "202", description = "Under way", useReturnTypeSchema = true)
    ResponseEntity<ImportOperation> start(
            HttpServletRequest call, @PathVariable String table, @RequestBody ImportTableRequest request) {
        ImportOrder order = request.toOrder(table, NewOwner.maker(call));
        return request.isDryRun()
                ? ResponseEntity.ok(ImportOperation.of(imports.plan(order)))
                : Locations.accepted(Locations.of("/api/v1/tables/{table}/import", table))
                        .body(ImportOperation.of(imports.start(order)));
    }

    @GetMapping
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "getImport", summary = "How far the import of a table is")
    ImportOperation get(@PathVariable String table) {
        return ImportOperation.of(imports.find(table));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "abandonImport", summary = "Forgets an unfinished import; the table's files stay")
    void abandon(@PathVariable String table, HttpServletResponse answer) {
        UUID tableId = imports.abandon(table).uuid();
        if (tableId != null) {
            answer.setHeader(ResourceIds.TABLE_ID_HEADER, tableId.toString());
        }
    }
}
