package io.weir.metadata.mirror.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.mirror.MirrorStatus;
import io.weir.metadata.mirror.Mirrors;
import io.weir.metadata.table.TableProblems;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Mirror")
class MirrorController {

    private final Mirrors mirrors;

    MirrorController(Mirrors mirrors) {
        this.mirrors = mirrors;
    }

    @GetMapping("/api/v1/tables/{table}/mirror")
    @Operation(operationId = "getMirror", summary = "How far the mirror is behind")
    MirrorStatus get(@PathVariable String table) {
        return mirrors.status(table).orElseThrow(() -> TableProblems.notFound(table));
    }
}
