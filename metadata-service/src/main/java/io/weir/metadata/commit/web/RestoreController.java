package io.weir.metadata.commit.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.commit.CommitOutcome;
import io.weir.metadata.commit.CommitOutcome.Committed;
import io.weir.metadata.commit.Origin;
import io.weir.metadata.commit.Restoration;
import io.weir.metadata.snapshot.TableVersions;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.identity.Identity;
import io.weir.support.problem.ProblemException;
import io.weir.support.request.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Commits")
class RestoreController {

    private final TableVersions versions;
    private final Restoration restoration;
    private final IdempotentRequests requests;

    RestoreController(TableVersions versions, Restoration restoration, IdempotentRequests requests) {
        this.versions = versions;
        this.restoration = restoration;
        this.requests = requests;
    }

    record RestoreRequest(
            @Schema(example = "7") @Nullable Long version,
            @Nullable Instant timestamp) {}

    @PostMapping("/api/v1/tables/{table}/restore")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TABLE, named = "table")
    @Operation(
            operationId = "restoreTable",
            summary = "Makes a table what it was at a version or time, by a new version")
    ResponseEntity<CommitResult> restore(
            @PathVariable String table,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody RestoreRequest request,
            HttpServletRequest call) {
        Origin origin = new Origin(Identity.nameOf(call), RequestIds.current());
        return requests.once(
                key,
                "restore " + table,
                request,
                CommitResult.class,
                () -> ResponseEntity.ok(result(table, request, origin)));
    }

    private CommitResult result(String table, RestoreRequest request, Origin origin) {
        if (request.version() == null && request.timestamp() == null) {
            throw ProblemException.invalid("version", "is missing", null, "a version or a timestamp");
        }
        CommitOutcome outcome =
                restoration.restore(versions.find(table, request.version(), request.timestamp()), origin);
        if (outcome instanceof Committed committed) {
            return CommitResult.of(committed);
        }
        throw Refusals.problem(outcome);
    }
}
