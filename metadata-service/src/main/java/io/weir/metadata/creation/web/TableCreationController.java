package io.weir.metadata.creation.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.creation.TableCreation;
import io.weir.metadata.table.Table;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tables")
@Tag(name = "Tables")
class TableCreationController {

    private final TableCreation creation;

    TableCreationController(TableCreation creation) {
        this.creation = creation;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "createTable", summary = "Creates a table; its version 0")
    Table create(@RequestBody CreateTableRequest request) {
        return Table.of(creation.create(request.toNewTable()));
    }
}
