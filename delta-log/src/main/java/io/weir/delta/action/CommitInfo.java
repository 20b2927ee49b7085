package io.weir.delta.action;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Who did what: free text for people, but for {@code inCommitTimestamp}, which is the commit's time.
 *
 * @param inCommitTimestamp milliseconds since the epoch, greater than the one of the version before
 * @param timestamp milliseconds since the epoch, by the writer's clock
 * @param operation such as {@code WRITE}
 * @param unknown all the rest: job, notebook, user, tags …
 */
public record CommitInfo(
        @Nullable Long inCommitTimestamp,
        @Nullable Long timestamp,
        @Nullable String operation,
        @Nullable JsonNode operationParameters,
        @Nullable Long readVersion,
        @Nullable String isolationLevel,
        @Nullable Boolean isBlindAppend,
        @Nullable JsonNode operationMetrics,
        @Nullable String engineInfo,
        @Nullable String txnId,
        UnknownFields unknown)
        implements Action {

    public static final String KEY = "commitInfo";

    /** A commit at a time, of an operation, with nothing else said. */
    public static CommitInfo of(long inCommitTimestamp, String operation) {
        return new CommitInfo(
                inCommitTimestamp,
                inCommitTimestamp,
                operation,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                UnknownFields.NONE);
    }

    static CommitInfo read(Fields fields) {
        return new CommitInfo(
                fields.optionalNumber("inCommitTimestamp"),
                fields.optionalNumber("timestamp"),
                fields.optionalString("operation"),
                fields.optionalNode("operationParameters"),
                fields.optionalNumber("readVersion"),
                fields.optionalString("isolationLevel"),
                fields.optionalBool("isBlindAppend"),
                fields.optionalNode("operationMetrics"),
                fields.optionalString("engineInfo"),
                fields.optionalString("txnId"),
                fields.unknown());
    }

    public CommitInfo withInCommitTimestamp(long time) {
        return new CommitInfo(
                time,
                timestamp,
                operation,
                operationParameters,
                readVersion,
                isolationLevel,
                isBlindAppend,
                operationMetrics,
                engineInfo,
                txnId,
                unknown);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void writeFields(FieldWriter writer) {
        writer.number("inCommitTimestamp", inCommitTimestamp)
                .number("timestamp", timestamp)
                .string("operation", operation)
                .node("operationParameters", operationParameters)
                .number("readVersion", readVersion)
                .string("isolationLevel", isolationLevel)
                .bool("isBlindAppend", isBlindAppend)
                .node("operationMetrics", operationMetrics)
                .string("engineInfo", engineInfo)
                .string("txnId", txnId)
                .unknown(unknown);
    }
}
