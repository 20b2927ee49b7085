package io.weir.metadata.planning.web;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.action.RawJson;
import io.weir.metadata.planning.Explanation;
import io.weir.metadata.planning.FilePlans;
import io.weir.metadata.planning.Plan;
import io.weir.metadata.planning.Planning;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.LiveFile;
import io.weir.metadata.snapshot.TableVersions;
import io.weir.metadata.stream.LongAnswers;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.request.ResourceIds;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tables")
class FileController {

    private static final String PATH = "/api/v1/tables/{table}/files";
    private static final String FILTER = "A SQL condition on the rows wanted: files that cannot hold one are left out. "
            + "A time without a zone is in UTC";

    /** Bytes of a chunk of the stream, which is hundreds of megabytes for a large table. */
    private static final int CHUNK = 64 * 1024;

    private final TableVersions versions;
    private final Planning planning;
    private final FilePlans plans;
    private final LongAnswers answers;

    FileController(TableVersions versions, Planning planning, FilePlans plans, LongAnswers answers) {
        this.versions = versions;
        this.planning = planning;
        this.plans = plans;
        this.answers = answers;
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "listFiles", summary = "The live files at a version, or those that a query has to read")
    FilePage page(
            @PathVariable String table,
            @RequestParam(required = false) @Nullable Long version,
            @RequestParam(required = false) @Nullable Instant timestamp,
            @Parameter(description = FILTER) @RequestParam(required = false) @Nullable String filter,
            @Parameter(description = "Whether to tell how many files were left out, and by what")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean explain,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest request = PageRequest.of(limit, pageToken);
        String token = request.after();
        FileKey after = token == null ? FileKey.START : FileKey.ofToken(token);
        TableVersions.Found found = token == null
                ? versions.find(table, version, timestamp)
                : versions.goOn(table, FileKey.versionOfToken(token), after, token);
        Plan plan = planning.plan(found, filter);
        List<LiveFile> files = plans.files(plan, after, request.limit() + 1);
        Page<LiveFile> page = Page.of(files, request, file -> file.key().token(found.version()));
        if (page.items().isEmpty()) {
            versions.requireKept(found.head());
        }
        Explanation explanation = Boolean.TRUE.equals(explain) ? plans.explain(plan) : null;
        return new FilePage(
                found.head().uuid(),
                page.items().stream().map(file -> new RawJson(file.add())).toList(),
                page.nextPageToken(),
                explanation);
    }

    /** The same as one stream, a line for each file; memory does not grow with their number. */
    @Hidden
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_NDJSON_VALUE)
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    void stream(
            @PathVariable String table,
            @RequestParam(required = false) @Nullable Long version,
            @RequestParam(required = false) @Nullable Instant timestamp,
            @RequestParam(required = false) @Nullable String filter,
            HttpServletResponse response)
            throws IOException {
        TableVersions.Found found = versions.find(table, version, timestamp);
        Plan plan = planning.plan(found, filter);
        answers.write(found.head(), () -> {
            response.setBufferSize(CHUNK);
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            response.setHeader(ResourceIds.TABLE_ID_HEADER, found.head().uuid().toString());
            response.setHeader("Weir-Table-Version", Long.toString(found.version()));
            plans.write(plan, response.getOutputStream());
        });
    }
}
