package io.weir.metadata.snapshot.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.snapshot.ApplicationTransaction;
import io.weir.metadata.snapshot.CommitSummary;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.Snapshot;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.snapshot.TableVersions;
import io.weir.metadata.table.PagesOfTable;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableProblems;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tables/{table}")
class SnapshotController {

    private final TableVersions versions;
    private final Snapshots snapshots;

    SnapshotController(TableVersions versions, Snapshots snapshots) {
        this.versions = versions;
        this.snapshots = snapshots;
    }

    @GetMapping("/snapshot")
    @Tag(name = "Tables")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "getSnapshot", summary = "A table at a version or time")
    TableSnapshot snapshot(
            @PathVariable String table,
            @RequestParam(required = false) @Nullable Long version,
            @RequestParam(required = false) @Nullable Instant timestamp) {
        TableVersions.Found found = versions.find(table, version, timestamp);
        long tableId = found.head().tableId();
        // Of a table that is forgotten meanwhile there is no version left.
        Snapshot snapshot = snapshots.at(tableId, found.version()).orElseThrow(() -> TableProblems.notFound(table));
        return TableSnapshot.of(
                table,
                snapshot,
                snapshots.transactions(tableId, found.version()),
                snapshots.domains(tableId, found.version()));
    }

    @GetMapping("/transactions")
    @Tag(name = "Tables")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "listTransactions", summary = "The latest transaction of each application")
    TransactionPage transactions(
            @PathVariable String table,
            @RequestParam(required = false) @Nullable String appIdPrefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest request = PageRequest.of(limit, pageToken);
        TableHead head = versions.find(table, null, null).head();
        Page<ApplicationTransaction> page = Page.of(
                snapshots.latestTransactions(
                        head.tableId(), appIdPrefix == null ? "" : appIdPrefix, PagesOfTable.in(head, request)),
                request,
                transaction -> PagesOfTable.key(head, transaction.appId()));
        return new TransactionPage(
                page.items().stream().map(TableTransaction::of).toList(), page.nextPageToken());
    }

    @GetMapping("/commits")
    @Tag(name = "Commits")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "listCommits", summary = "History of a table, newest first")
    CommitPage commits(
            @PathVariable String table,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest request = PageRequest.of(limit, pageToken);
        TableHead head = versions.find(table, null, null).head();
        Page<CommitSummary> page = Page.of(
                snapshots.history(head.tableId(), before(head, request), request.limit()),
                request,
                summary -> summary.version() + " " + head.uuid());
        return new CommitPage(head.uuid(), page.items().stream().map(Commit::of).toList(), page.nextPageToken());
    }

    /**
     * The version that a page begins below. Every table has the same numbers, so that a token tells the table, too: a history
     * does not go on in another one that has the name now. Tokens of the version before tell the number alone.
     */
    private static long before(TableHead head, PageRequest request) {
        String token = request.after();
        if (token == null) {
            return Long.MAX_VALUE;
        }
        String[] parts = token.split(" ", 2);
        try {
            if (parts.length == 1 || parts[1].equals(head.uuid().toString())) {
                return Long.parseLong(parts[0]);
            }
        } catch (NumberFormatException notANumber) {
            throw FileKey.foreign(token);
        }
        throw FileKey.foreign(token);
    }
}
