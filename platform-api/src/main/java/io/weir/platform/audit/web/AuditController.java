package io.weir.platform.audit.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.audit.AuditEntries;
import io.weir.platform.audit.AuditEntry;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Audit")
class AuditController {

    private final AuditEntries entries;

    AuditController(AuditEntries entries) {
        this.entries = entries;
    }

    @GetMapping("/api/v1/audit")
    @Operation(
            operationId = "listAudit",
            summary = "Lists calls that asked for a change or were refused, the newest first",
            description = "Needs the scope ADMIN. An entry appears within a second of its call.")
    AuditPage list(
            @Parameter(description = "Only this caller's calls, as in token:deploy")
                    @RequestParam(required = false)
                    @Nullable
                    String caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken);
        if (caller != null && !caller.matches("[^\\x00-\\x1f]{1,200}")) {
            throw ProblemException.invalid(
                    "caller", "is not a name", caller, "1 to 200 characters, as in token:deploy");
        }
        List<AuditEntry> rows = entries.list(caller, before(asked, pageToken), asked.limit() + 1);
        Page<AuditEntry> page = Page.of(rows, asked, entry -> Long.toString(entry.id()));
        return new AuditPage(page.items(), page.nextPageToken());
    }

    private static @Nullable Long before(PageRequest asked, @Nullable String pageToken) {
        String after = asked.after();
        if (after == null) {
            return null;
        }
        if (!after.matches("[0-9]{1,18}")) {
            throw ProblemException.invalid(
                    "pageToken", "is not a token of this list", pageToken, "the nextPageToken of the page before");
        }
        return Long.valueOf(after);
    }
}
