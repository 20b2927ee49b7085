package io.weir.metadata.mirror.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.mirror.MirrorReport;
import io.weir.metadata.mirror.MirrorService;
import io.weir.metadata.mirror.MirrorStatus;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tables/{table}/mirror")
@Tag(name = "Mirror")
class MirrorController {

    private final MirrorService mirrors;

    MirrorController(MirrorService mirrors) {
        this.mirrors = mirrors;
    }

    @GetMapping
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "getMirror", summary = "How far the mirror is behind")
    MirrorStatus get(@PathVariable String table) {
        return mirrors.status(table);
    }

    @PostMapping("/pause")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "pauseMirror", summary = "Stops publishing; commits go on")
    MirrorStatus pause(@PathVariable String table) {
        return mirrors.pause(table);
    }

    @PostMapping("/resume")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "resumeMirror",
            summary = "Publishes again, after a pause or once a foreign log file was moved away")
    MirrorStatus resume(@PathVariable String table) {
        return mirrors.resume(table);
    }

    @PostMapping("/verify")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "verifyMirror",
            summary =
                    "Compares log files with the commits, and Kernel's replay; says where to go on after some seconds")
    MirrorReport verify(@PathVariable String table, @RequestBody VersionRangeRequest range) {
        return mirrors.verify(table, range.fromVersion(), range.toVersion());
    }

    @PostMapping("/repair")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "repairMirror",
            summary = "Writes missing log files again; never overwrites one; says where to go on after some seconds")
    MirrorReport repair(@PathVariable String table, @RequestBody VersionRangeRequest range) {
        return mirrors.repair(table, range.fromVersion(), range.toVersion());
    }
}
