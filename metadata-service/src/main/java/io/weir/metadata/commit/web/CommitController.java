package io.weir.metadata.commit.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.commit.CommitOutcome;
import io.weir.metadata.commit.CommitOutcome.Committed;
import io.weir.metadata.commit.CommitOutcome.Conflict;
import io.weir.metadata.commit.CommitOutcome.Duplicate;
import io.weir.metadata.commit.CommitOutcome.Outrun;
import io.weir.metadata.commit.CommitService;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.problem.ProblemException;
import java.util.Locale;
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
    @Operation(operationId = "commit", summary = "Commits actions as the next version")
    ResponseEntity<CommitResult> commit(
            @PathVariable String table,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CommitRequest request) {
        return requests.once(
                key, "commit " + table, request, CommitResult.class, () -> ResponseEntity.ok(result(table, request)));
    }

    private CommitResult result(String table, CommitRequest request) {
        CommitOutcome outcome = commits.commit(request.toAttempt(table));
        if (outcome instanceof Committed committed) {
            return CommitResult.of(committed);
        } else if (outcome instanceof Duplicate duplicate) {
            return CommitResult.of(duplicate);
        } else if (outcome instanceof Conflict conflict) {
            throw problem(conflict);
        } else {
            throw problem((Outrun) outcome);
        }
    }

    private static ProblemException problem(Conflict conflict) {
        String reason = conflict.rule().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new ProblemException(
                        MetadataProblem.COMMIT_CONFLICT,
                        "Version " + conflict.version() + " won: "
                                + conflict.rule().happened() + "; "
                                + conflict.rule().advice())
                .with("reason", reason)
                .with("winningVersion", conflict.version())
                .with("conflictsOn", conflict.details());
    }

    private static ProblemException problem(Outrun outrun) {
        ProblemException problem = new ProblemException(
                        MetadataProblem.TRANSACTION_CONFLICT,
                        "Application " + outrun.appId() + " is at transaction " + orNone(outrun.current())
                                + ", expected " + orNone(outrun.expected())
                                + ". Read its transaction again and go on from there.")
                .with("appId", outrun.appId());
        Long current = outrun.current();
        return current == null ? problem : problem.with("currentVersion", current);
    }

    private static String orNone(@Nullable Long version) {
        return version == null ? "none" : version.toString();
    }
}
