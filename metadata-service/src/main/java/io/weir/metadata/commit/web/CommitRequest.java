package io.weir.metadata.commit.web;

import static java.util.Objects.requireNonNullElse;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.delta.InvalidActionException;
import io.weir.delta.action.Action;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.conflict.IsolationLevel;
import io.weir.delta.conflict.Reads;
import io.weir.delta.predicate.InvalidPredicateException;
import io.weir.delta.predicate.PredicateParser;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.commit.CommitAttempt;
import io.weir.metadata.commit.ExpectedTransaction;
import io.weir.metadata.commit.Origin;
import io.weir.metadata.commit.SubmittedActions;
import io.weir.metadata.table.TableProblems;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import io.weir.support.request.RequestIds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

record CommitRequest(
        @Schema(description = "The id of the table that is meant, so that no other is met which has its name by now")
        @Nullable
        UUID tableId,

        @Nullable Long readVersion,
        @Schema(example = "WRITE") String operation,
        @Nullable Map<String, String> operationParameters,
        @Nullable Map<String, String> operationMetrics,

        @ArraySchema(
                schema = @Schema(type = "object", implementation = Object.class),
                arraySchema = @Schema(example = ACTIONS))
        SubmittedActions actions,

        @Nullable List<ExpectedTransaction> expectedTransactions,
        @Nullable List<String> readPredicates,
        @Nullable List<String> readFiles,
        @Nullable Boolean readWholeTable,
        @Nullable IsolationLevel isolationLevel,
        @Nullable String jobName,
        @Nullable UUID runId,

        @Schema(
                description =
                        "Where the table tracks its rows: whether all that this commit moved or changed keep their ids, in the"
                                + " files' columns for that; if nothing is said, only what moves no row does")
        @Nullable
        Boolean rowTrackingPreserved) {

    private static final String ACTIONS = """
            [{"add": {"path": "part-0.parquet", "partitionValues": {}, "size": 1024, "modificationTime": 1790000000000,
              "dataChange": true, "stats": "{\\"numRecords\\":7}"}}]""";

    /** @param principal who calls */
    CommitAttempt toAttempt(String table, @Nullable String principal) {
        if (operation.isBlank()) {
            throw ProblemException.invalid("operation", "is blank", operation, "a name such as WRITE");
        }
        if (actions.isEmpty()) {
            throw ProblemException.invalid("actions", "is empty", "[]", "at least one action");
        }
        Reads reads = reads();
        List<Action> read = readActions();
        requireTexts(read);
        if (readVersion == null && (reads.readsData() || read.stream().anyMatch(CommitRequest::replaces))) {
            throw ProblemException.invalid(
                    "readVersion",
                    "is missing",
                    null,
                    "the version that was read, where the commit says what it read or changes metadata or protocol");
        }
        CommitAttempt attempt = new CommitAttempt(
                        table,
                        readVersion,
                        operation,
                        requireNonNullElse(operationParameters, Map.of()),
                        read,
                        requireNonNullElse(expectedTransactions, List.of()),
                        reads,
                        requireNonNullElse(isolationLevel, IsolationLevel.WRITE_SERIALIZABLE),
                        new Origin(principal, RequestIds.current(), jobName, runId))
                .withTable(tableId)
                .withMetrics(requireNonNullElse(operationMetrics, Map.of()));
        return rowTrackingPreserved == null ? attempt : attempt.withRowIdsPreserved(rowTrackingPreserved);
    }

    private void requireTexts(List<Action> read) {
        SubmittedTexts texts = new SubmittedTexts()
                .text("operation", operation)
                .text("jobName", jobName)
                .actions(read);
        List<ExpectedTransaction> expected = requireNonNullElse(expectedTransactions, List.of());
        for (int index = 0; index < expected.size(); index++) {
            texts.key(
                    "expectedTransactions[" + index + "].appId",
                    expected.get(index).appId());
        }
        List<String> files = requireNonNullElse(readFiles, List.of());
        for (int index = 0; index < files.size(); index++) {
            texts.text("readFiles[" + index + "]", files.get(index));
        }
        texts.require();
    }

    /** Takes the place of what the table has: made without having read that, it would undo what others changed. */
    private static boolean replaces(Action action) {
        return action instanceof Metadata || action instanceof Protocol;
    }

    private Reads reads() {
        List<String> conditions = requireNonNullElse(readPredicates, List.of());
        for (int index = 0; index < conditions.size(); index++) {
            requireReadable("readPredicates[" + index + "]", conditions.get(index));
        }
        return new Reads(
                requireNonNullElse(readWholeTable, false),
                conditions,
                Set.copyOf(requireNonNullElse(readFiles, List.of())),
                Set.of());
    }

    /** Which columns there are is for whoever judges it by a version: one that names another could be true of any file. */
    private static void requireReadable(String field, String condition) {
        try {
            PredicateParser.parse(condition);
        } catch (InvalidPredicateException invalid) {
            FieldProblem problem = new FieldProblem(
                    field,
                    "at character " + invalid.position() + ": " + invalid.problem(),
                    invalid.found(),
                    invalid.allowed());
            throw new ProblemException(MetadataProblem.INVALID_PREDICATE, field + ", " + invalid.getMessage())
                    .with("position", invalid.position())
                    .with("errors", List.of(problem));
        }
    }

    private List<Action> readActions() {
        try {
            return actions.read();
        } catch (InvalidActionException malformed) {
            throw TableProblems.invalid(MetadataProblem.INVALID_ACTION, malformed.violations());
        }
    }
}
