package io.weir.metadata.commit.web;

import io.weir.metadata.commit.CommitAttempt;
import io.weir.metadata.table.TableProblems;
import io.weir.support.naming.TableName;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

record TransactionRequest(List<TableCommit> commits) {

    record TableCommit(String table, CommitRequest commit) {

        TableCommit {
            table = TableName.canonical(table);
        }
    }

    /** @param principal who calls */
    List<CommitAttempt> toAttempts(@Nullable String principal) {
        if (commits.isEmpty()) {
            throw ProblemException.invalid("commits", "is empty", "[]", "a commit for each of one or more tables");
        }
        Set<String> tables = new HashSet<>();
        List<CommitAttempt> attempts = new ArrayList<>();
        for (int index = 0; index < commits.size(); index++) {
            TableCommit each = commits.get(index);
            if (!tables.add(each.table())) {
                throw ProblemException.invalid(
                        "commits[" + index + "].table", "is there twice", each.table(), "one commit for each table");
            }
            attempts.add(attempt(index, each, principal));
        }
        return attempts;
    }

    private static CommitAttempt attempt(int index, TableCommit each, @Nullable String principal) {
        try {
            return each.commit().toAttempt(each.table(), principal);
        } catch (ProblemException invalid) {
            throw TableProblems.below("commits[" + index + "].commit", invalid);
        }
    }
}
