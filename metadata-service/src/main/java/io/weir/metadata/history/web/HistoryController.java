package io.weir.metadata.history.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.history.Histories;
import io.weir.metadata.history.LoggedCommit;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.snapshot.TableVersions;
import io.weir.metadata.stream.LongAnswers;
import io.weir.metadata.table.TableHead;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemException;
import io.weir.support.request.ResourceIds;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Commits")
class HistoryController {

    /** What parts two actions. */
    private static final Pattern BLANK = Pattern.compile("[\\n\\r]\\s*");

    private final TableVersions versions;
    private final Snapshots snapshots;
    private final Histories histories;
    private final LongAnswers answers;

    HistoryController(TableVersions versions, Snapshots snapshots, Histories histories, LongAnswers answers) {
        this.versions = versions;
        this.snapshots = snapshots;
        this.histories = histories;
        this.answers = answers;
    }

    @GetMapping(path = "/api/v1/tables/{table}/changes", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "streamChanges",
            summary = "The commits of a range of versions with their actions, oldest first, a line of JSON each")
    @ApiResponse(
            responseCode = "200",
            description = "Lines of {version, timestamp, actions}",
            content = @Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE, schema = @Schema(type = "string")))
    void changes(
            @PathVariable String table,
            @RequestParam(required = false) @Nullable Long from,
            @RequestParam(required = false) @Nullable Long to,
            HttpServletResponse response)
            throws IOException {
        TableHead head = versions.find(table, null, null).head();
        long oldest = snapshots.firstVersion(head.tableId());
        long first = from == null ? oldest : from;
        // One beyond the head is whoever has read everything: nothing yet, and no error.
        if (first < oldest || first > head.version() + 1) {
            throw outside("from", first, oldest, head.version() + 1);
        }
        if (to != null && (to < first || to > head.version())) {
            throw outside("to", to, oldest, head.version());
        }
        long last = to == null ? head.version() : to;
        answers.write(head, () -> {
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            response.setHeader(ResourceIds.TABLE_ID_HEADER, head.uuid().toString());
            response.setHeader("Weir-Table-Version", Long.toString(head.version()));
            write(head.tableId(), first, last, response.getOutputStream());
        });
    }

    private static ProblemException outside(String field, long found, long least, long most) {
        return ProblemException.invalid(field, "is no version of the table", found, least + " to " + most);
    }

    private void write(long tableId, long first, long last, OutputStream out) throws IOException {
        long next = first;
        while (next <= last) {
            List<LoggedCommit> commits = histories.commits(tableId, next, last);
            if (commits.isEmpty()) {
                return;
            }
            for (LoggedCommit commit : commits) {
                writeLine(commit, out);
            }
            next = commits.get(commits.size() - 1).version() + 1;
        }
    }

    /** The lines of the log file as they are, which are JSON already, with commas between them; others' logs may have blank ones. */
    private static void writeLine(LoggedCommit commit, OutputStream out) throws IOException {
        String line = "{\"version\":" + commit.version() + ",\"timestamp\":\""
                + Instant.ofEpochMilli(commit.timestamp()) + "\",\"actions\":["
                + BLANK.matcher(commit.content().strip()).replaceAll(",") + "]}\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
    }
}
