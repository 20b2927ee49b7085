package io.weir.standalone.bench;

import io.weir.benchmarks.tables.Committer;
import io.weir.delta.conflict.IsolationLevel;
import io.weir.delta.conflict.Reads;
import io.weir.delta.json.DeltaJson;
import io.weir.metadata.commit.CommitAttempt;
import io.weir.metadata.commit.CommitOutcome;
import io.weir.metadata.commit.CommitOutcome.Committed;
import io.weir.metadata.commit.CommitService;
import io.weir.metadata.commit.Origin;
import io.weir.metadata.commit.SubmittedActions;
import java.util.List;
import java.util.Map;

/** Commits as metadata-service does once a request has reached its controller: the body is read here, too. */
final class InProcessCommits implements Committer {

    private final CommitService service;

    InProcessCommits(CommitService service) {
        this.service = service;
    }

    @Override
    public void commit(String table, String body) {
        CommitOutcome outcome = service.commit(attempt(table, DeltaJson.mapper().readValue(body, Request.class)));
        if (!(outcome instanceof Committed)) {
            throw new IllegalStateException("not committed to " + table + ": " + outcome);
        }
    }

    private record Request(String operation, SubmittedActions actions) {}

    private static CommitAttempt attempt(String table, Request request) {
        return new CommitAttempt(
                table,
                null,
                request.operation(),
                Map.of(),
                request.actions().read(),
                List.of(),
                Reads.NOTHING,
                IsolationLevel.WRITE_SERIALIZABLE,
                Origin.UNKNOWN);
    }
}
