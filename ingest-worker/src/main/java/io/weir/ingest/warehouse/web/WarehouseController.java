package io.weir.ingest.warehouse.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.warehouse.WarehouseTables;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/warehouse")
@Tag(name = "Warehouse")
class WarehouseController {

    private final WarehouseTables tables;

    WarehouseController(WarehouseTables tables) {
        this.tables = tables;
    }

    /** A column and DuckDB's name of its type. */
    record WarehouseColumn(String name, String type) {}

    /** A table of a warehouse. */
    @Schema(name = "WarehouseTable")
    record TableView(String store, String name, long rowCount, List<WarehouseColumn> columns) {}

    @GetMapping("/{store}/tables/{table}")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.STORE, named = "store")
    @Operation(
            operationId = "getWarehouseTable",
            summary = "Counts the rows and names the columns of a warehouse table")
    TableView get(@PathVariable String store, @PathVariable String table) {
        WarehouseTables.Found found = tables.find(store, table);
        List<WarehouseColumn> columns = found.columns().entrySet().stream()
                .map(column -> new WarehouseColumn(column.getKey(), column.getValue()))
                .toList();
        return new TableView(store, table, found.rows(), columns);
    }
}
