package io.weir.delta.checkpoint;

import io.weir.delta.InvalidActionException;
import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The content of {@code N.crc}: the state of the table at version N in short, so that a reader need not replay the log.
 *
 * @param txnId the commit's {@code txnId}
 * @param tableSizeBytes of all live files
 * @param numFiles number of live files
 * @param numDeletedRecords rows taken away by deletion vectors
 * @param inCommitTimestamp of version N, in milliseconds since the epoch
 * @param setTransactions the latest of each application; absent if not known
 * @param domainMetadata what is not removed; absent if not known
 */
public record VersionChecksum(
        @Nullable String txnId,
        long tableSizeBytes,
        long numFiles,
        @Nullable Long numDeletedRecords,
        @Nullable Long numDeletionVectors,
        @Nullable Long inCommitTimestamp,
        @Nullable List<SetTransaction> setTransactions,
        @Nullable List<DomainMetadata> domainMetadata,
        Metadata metadata,
        Protocol protocol,
        UnknownFields unknown) {

    public VersionChecksum {
        setTransactions = setTransactions == null ? null : List.copyOf(setTransactions);
        domainMetadata = domainMetadata == null ? null : List.copyOf(domainMetadata);
    }

    /** The checksum of a table without deletion vectors. */
    public static VersionChecksum of(
            long tableSizeBytes,
            long numFiles,
            @Nullable Long inCommitTimestamp,
            List<SetTransaction> setTransactions,
            List<DomainMetadata> domainMetadata,
            Metadata metadata,
            Protocol protocol) {
        return new VersionChecksum(
                null,
                tableSizeBytes,
                numFiles,
                null,
                null,
                inCommitTimestamp,
                setTransactions,
                domainMetadata,
                metadata,
                protocol,
                UnknownFields.NONE);
    }

    /**
     * Reads the file's content.
     *
     * @throws InvalidActionException if it is no checksum
     */
    public static VersionChecksum parse(byte[] content) {
        String name = "checksum";
        Fields fields = Fields.of(DeltaJson.parse(new String(content, StandardCharsets.UTF_8), name), name);
        long one = fields.number("numMetadata") * fields.number("numProtocol");
        if (one != 1) {
            throw new InvalidActionException(fields.path("numMetadata"), "is not one, or numProtocol is not", one, "1");
        }
        return new VersionChecksum(
                fields.optionalString("txnId"),
                fields.number("tableSizeBytes"),
                fields.number("numFiles"),
                fields.optionalNumber("numDeletedRecordsOpt"),
                fields.optionalNumber("numDeletionVectorsOpt"),
                fields.optionalNumber("inCommitTimestampOpt"),
                list(fields, "setTransactions", SetTransaction::read),
                list(fields, "domainMetadata", DomainMetadata::read),
                Metadata.read(fields.object("metadata")),
                Protocol.read(fields.object("protocol")),
                fields.unknown());
    }

    private static <T> @Nullable List<T> list(Fields fields, String name, Function<Fields, T> read) {
        if (fields.optionalNode(name) == null) {
            return null;
        }
        List<T> values = new ArrayList<>();
        for (JsonNode node : fields.list(name)) {
            values.add(read.apply(Fields.of(node, fields.path(name) + "[" + values.size() + "]")));
        }
        return values;
    }

    /** The file's content; the same state always gives the same bytes. */
    public byte[] toBytes() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = DeltaJson.mapper().createGenerator(text)) {
            json.writeStartObject();
            new FieldWriter(json)
                    .string("txnId", txnId)
                    .number("tableSizeBytes", Long.valueOf(tableSizeBytes))
                    .number("numFiles", Long.valueOf(numFiles))
                    .number("numDeletedRecordsOpt", numDeletedRecords)
                    .number("numDeletionVectorsOpt", numDeletionVectors)
                    .number("numMetadata", Long.valueOf(1))
                    .number("numProtocol", Long.valueOf(1))
                    .number("inCommitTimestampOpt", inCommitTimestamp)
                    .node("setTransactions", array(setTransactions))
                    .node("domainMetadata", array(domainMetadata))
                    .object("metadata", metadata::writeFields)
                    .object("protocol", protocol::writeFields)
                    .unknown(unknown);
            json.writeEndObject();
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable JsonNode array(@Nullable List<? extends Action> actions) {
        return actions == null
                ? null
                : DeltaJson.mapper()
                        .createArrayNode()
                        .addAll(actions.stream().map(ActionJson::body).toList());
    }
}
