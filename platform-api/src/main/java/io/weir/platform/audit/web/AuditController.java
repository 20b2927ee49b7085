package io.weir.platform.audit.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.audit.AuditEntries;
import io.weir.platform.audit.AuditEntry;
import io.weir.platform.audit.AuditSearch;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Audit")
class AuditController {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

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
            @RequestParam(required = false) @Nullable String pageToken,
            @Parameter(
                            description = "Only calls about what is at this path, below it, or was made there,"
                                    + " as in /api/v1/stores/broker")
                    @RequestParam(required = false)
                    @Nullable
                    String resource,
            @Parameter(description = "Only calls at this time or later") @RequestParam(required = false) @Nullable
                    Instant since,
            @Parameter(description = "Only calls before this time") @RequestParam(required = false) @Nullable
                    Instant until) {
        PageRequest asked = PageRequest.of(limit, pageToken);
        AuditSearch search = new AuditSearch(
                checkedCaller(caller),
                checkedResource(resource),
                checkedTime("since", since),
                checkedUntil(since, until));
        List<AuditEntry> rows = entries.list(search, before(asked, pageToken), asked.rowsToRead());
        Page<AuditEntry> page = Page.of(rows, asked, entry -> Long.toString(entry.id()));
        return new AuditPage(page.items(), page.nextPageToken());
    }

    private static @Nullable String checkedCaller(@Nullable String caller) {
        if (caller != null && !caller.matches("[^\\x00-\\x1f]{1,200}")) {
            throw ProblemException.invalid(
                    "caller", "is not a name", caller, "1 to 200 characters, as in token:deploy");
        }
        return caller;
    }

    private static @Nullable String checkedResource(@Nullable String resource) {
        if (resource != null && !resource.matches("/api/v1/[\\x21-\\x7e]{0,1990}[\\x21-\\x7e&&[^/]]")) {
            throw ProblemException.invalid(
                    "resource", "is no path of the API", resource, "a path as in /api/v1/stores/broker");
        }
        return resource;
    }

    private static @Nullable Instant checkedTime(String field, @Nullable Instant time) {
        if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST))) {
            throw ProblemException.invalid(field, "is out of range", time, Instant.EPOCH + " to " + LATEST);
        }
        return time;
    }

    private static @Nullable Instant checkedUntil(@Nullable Instant since, @Nullable Instant until) {
        if (since != null && until != null && !since.isBefore(until)) {
            throw ProblemException.invalid("until", "is not after since", until, "a time after " + since);
        }
        return checkedTime("until", until);
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
