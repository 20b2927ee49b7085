package io.weir.metadata.snapshot.web;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.action.RawJson;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.LiveFile;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.snapshot.TableVersions;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@RestController
@Tag(name = "Tables")
class FileController {

    private static final String PATH = "/api/v1/tables/{table}/files";

    /** Rows that a stream holds in memory at a time. */
    private static final int CHUNK = 2000;

    private final TableVersions versions;
    private final Snapshots snapshots;

    FileController(TableVersions versions, Snapshots snapshots) {
        this.versions = versions;
        this.snapshots = snapshots;
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listFiles", summary = "The live files at a version")
    FilePage page(
            @PathVariable String table,
            @RequestParam(required = false) @Nullable Long version,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest request = PageRequest.of(limit, pageToken);
        String token = request.after();
        Long pinned = token == null ? version : Long.valueOf(FileKey.versionOfToken(token));
        TableVersions.Found found = versions.find(table, pinned, null);
        FileKey after = token == null ? FileKey.START : FileKey.ofToken(token);
        List<LiveFile> files = snapshots.files(found.head().tableId(), found.version(), after, request.limit() + 1);
        Page<LiveFile> page = Page.of(files, request, file -> file.key().token(found.version()));
        return new FilePage(
                page.items().stream().map(file -> new RawJson(file.add())).toList(), page.nextPageToken());
    }

    /** The same as one stream, a line for each file; memory does not grow with their number. */
    @Hidden
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_NDJSON_VALUE)
    ResponseEntity<StreamingResponseBody> stream(
            @PathVariable String table, @RequestParam(required = false) @Nullable Long version) {
        TableVersions.Found found = versions.find(table, version, null);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .header("Weir-Table-Version", Long.toString(found.version()))
                .body(out -> write(found, out));
    }

    private void write(TableVersions.Found found, OutputStream out) throws IOException {
        FileKey after = FileKey.START;
        List<LiveFile> files;
        do {
            files = snapshots.files(found.head().tableId(), found.version(), after, CHUNK);
            for (LiveFile file : files) {
                out.write(file.add().getBytes(StandardCharsets.UTF_8));
                out.write('\n');
                after = file.key();
            }
        } while (files.size() == CHUNK);
    }
}
