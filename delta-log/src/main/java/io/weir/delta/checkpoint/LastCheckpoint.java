package io.weir.delta.checkpoint;

import io.weir.delta.InvalidActionException;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The content of {@code _last_checkpoint}: where a reader may start. A hint only: whoever cannot read it lists the log.
 *
 * @param size number of actions in the checkpoint
 * @param parts number of files of a multi-part checkpoint
 * @param sizeInBytes of the checkpoint
 * @param checkpointSchema the schema of the Parquet file
 */
public record LastCheckpoint(
        long version,
        long size,
        @Nullable Long parts,
        @Nullable Long sizeInBytes,
        @Nullable Long numOfAddFiles,
        @Nullable JsonNode checkpointSchema,
        UnknownFields unknown) {

    private static final String CHECKSUM = "checksum";

    /** The pointer to a classic checkpoint. */
    public static LastCheckpoint of(long version, CheckpointSummary summary) {
        return new LastCheckpoint(
                version, summary.actions(), null, summary.sizeInBytes(), summary.addFiles(), null, UnknownFields.NONE);
    }

    /**
     * Reads the file's content.
     *
     * @throws InvalidActionException if it is no pointer, or has a checksum that does not fit: then list the log
     */
    public static LastCheckpoint parse(byte[] content) {
        JsonNode json = DeltaJson.parse(new String(content, StandardCharsets.UTF_8), "_last_checkpoint");
        Fields fields = Fields.of(json, "_last_checkpoint");
        String checksum = fields.optionalString(CHECKSUM);
        String computed = CanonicalJson.checksum(json, CHECKSUM);
        if (checksum != null && !checksum.equals(computed)) {
            throw new InvalidActionException(fields.path(CHECKSUM), "does not fit the rest", checksum, computed);
        }
        return new LastCheckpoint(
                fields.number("version"),
                fields.number("size"),
                fields.optionalNumber("parts"),
                fields.optionalNumber("sizeInBytes"),
                fields.optionalNumber("numOfAddFiles"),
                fields.optionalNode("checkpointSchema"),
                fields.unknown());
    }

    /** The file's content, checksum included; the same pointer always gives the same bytes. */
    public byte[] toBytes() {
        String checksum = CanonicalJson.checksum(DeltaJson.parse(json(null), "_last_checkpoint"), CHECKSUM);
        return json(checksum).getBytes(StandardCharsets.UTF_8);
    }

    private String json(@Nullable String checksum) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = DeltaJson.mapper().createGenerator(text)) {
            json.writeStartObject();
            new FieldWriter(json)
                    .number("version", Long.valueOf(version))
                    .number("size", Long.valueOf(size))
                    .number("parts", parts)
                    .number("sizeInBytes", sizeInBytes)
                    .number("numOfAddFiles", numOfAddFiles)
                    .node("checkpointSchema", checkpointSchema)
                    .unknown(unknown)
                    .string(CHECKSUM, checksum);
            json.writeEndObject();
        }
        return text.toString();
    }
}
