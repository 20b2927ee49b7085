package io.weir.metadata.commit.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.commit.CommitAttempt;
import io.weir.metadata.commit.CommitService;
import io.weir.metadata.commit.TransactionOutcome;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.Privilege;
import io.weir.support.access.ResourceKind;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.identity.Identity;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Commits")
class TransactionController {

    private final CommitService commits;
    private final IdempotentRequests requests;
    private final Access access;

    TransactionController(CommitService commits, IdempotentRequests requests, Access access) {
        this.access = access;
        this.commits = commits;
        this.requests = requests;
    }

    @PostMapping("/api/v1/transactions")
    @ChecksGrants("INSERT on TABLE of each name")
    @Operation(operationId = "commitTransaction", summary = "Commits to many tables, or to none of them")
    ResponseEntity<TransactionResult> commit(
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody TransactionRequest request,
            HttpServletRequest call) {
        request.commits().forEach(each -> access.require(call, Privilege.INSERT, ResourceKind.TABLE, each.table()));
        return requests.once(
                key,
                "commitTransaction",
                request,
                TransactionResult.class,
                () -> ResponseEntity.ok(result(request.toAttempts(Identity.nameOf(call)))));
    }

    private TransactionResult result(List<CommitAttempt> attempts) {
        TransactionOutcome outcome = commits.commitAll(attempts);
        outcome.refused().ifPresent(refused -> {
            throw Refusals.problem(refused.outcome())
                    .with("table", refused.table())
                    .with("commit", refused.index());
        });
        return TransactionResult.of(attempts, outcome.commits());
    }
}
