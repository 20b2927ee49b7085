package io.weir.metadata.planning.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.action.RawJson;
import io.weir.metadata.planning.SizeKey;
import io.weir.metadata.planning.SmallFile;
import io.weir.metadata.planning.SmallFiles;
import io.weir.metadata.snapshot.TableVersions;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tables")
class SmallFileController {

    private final TableVersions versions;
    private final SmallFiles files;

    SmallFileController(TableVersions versions, SmallFiles files) {
        this.versions = versions;
        this.files = files;
    }

    @GetMapping("/api/v1/tables/{table}/files/small")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "listSmallFiles",
            summary = "The live files that are smaller than so many bytes, the smallest first")
    FilePage page(
            @PathVariable String table,
            @Parameter(description = "Bytes that each of them has fewer of") @RequestParam long smallerThan,
            @RequestParam(required = false) @Nullable Long version,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        if (smallerThan < 1) {
            throw ProblemException.invalid("smallerThan", "is out of range", smallerThan, "1 or more bytes");
        }
        PageRequest request = PageRequest.of(limit, pageToken);
        String token = request.after();
        SizeKey after = token == null ? SizeKey.START : SizeKey.ofToken(token);
        TableVersions.Found found = token == null
                ? versions.find(table, version, null)
                : versions.goOn(table, SizeKey.versionOfToken(token), after.file(), token);
        Page<SmallFile> page = Page.of(
                files.smallerThan(found.head().tableId(), found.version(), smallerThan, after, request.limit() + 1),
                request,
                file -> file.key().token(found.version()));
        if (page.items().isEmpty()) {
            versions.requireKept(found.head());
        }
        return new FilePage(
                found.head().uuid(),
                page.items().stream().map(file -> new RawJson(file.add())).toList(),
                page.nextPageToken(),
                null);
    }
}
