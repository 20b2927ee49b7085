package io.weir.metadata.commit.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.commit.CommitAttempt;
import io.weir.metadata.commit.CommitOutcome;
import io.weir.metadata.commit.CommitOutcome.Committed;
import io.weir.metadata.commit.CommitOutcome.Duplicate;
import io.weir.metadata.commit.CommitService;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.identity.Identity;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Commits")
class CommitController {

    private final CommitService commits;
    private final IdempotentRequests requests;

    CommitController(CommitService commits, IdempotentRequests requests) {
        this.commits = commits;
        this.requests = requests;
    }

    @PostMapping("/api/v1/tables/{table}/commits")
    @RequiresGrant(value = Privilege.INSERT, on = ResourceKind.TABLE, named = "table")
    @Operation(operationId = "commit", summary = "Commits actions as the next version")
    ResponseEntity<CommitResult> commit(
            @PathVariable String table,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CommitRequest request,
            HttpServletRequest call) {
        return requests.once(
                key,
                "commit " + table,
                request,
                CommitResult.class,
                () -> ResponseEntity.ok(result(request.toAttempt(table, Identity.nameOf(call)))));
    }

    private CommitResult result(CommitAttempt attempt) {
        CommitOutcome outcome = commits.commit(attempt);
        if (outcome instanceof Committed committed) {
            return CommitResult.of(committed);
        } else if (outcome instanceof Duplicate duplicate) {
            return CommitResult.of(duplicate);
        } else {
            throw Refusals.problem(outcome);
        }
    }
}
