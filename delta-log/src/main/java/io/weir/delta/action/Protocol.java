package io.weir.delta.action;

import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import io.weir.delta.json.UnknownFields;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a reader and a writer of the table must be able to do. Features that this code does not know are kept.
 *
 * @param readerFeatures there if, and only if, {@code minReaderVersion} is 3
 * @param writerFeatures there if, and only if, {@code minWriterVersion} is 7
 */
public record Protocol(
        int minReaderVersion,
        int minWriterVersion,
        @Nullable List<String> readerFeatures,
        @Nullable List<String> writerFeatures,
        UnknownFields unknown)
        implements Action {

    public static final String KEY = "protocol";

    /** The reader version from which on features are named. */
    public static final int READER_FEATURES_VERSION = 3;

    /** The writer version from which on features are named. */
    public static final int WRITER_FEATURES_VERSION = 7;

    public Protocol {
        readerFeatures = readerFeatures == null ? null : List.copyOf(readerFeatures);
        writerFeatures = writerFeatures == null ? null : List.copyOf(writerFeatures);
    }

    /** Reader version 1, writer version 7 with the features named: every reader reads the table. */
    public static Protocol writerOnly(List<String> features) {
        return new Protocol(
                1, WRITER_FEATURES_VERSION, null, new ArrayList<>(new TreeSet<>(features)), UnknownFields.NONE);
    }

    /** Reads the body of the action. */
    public static Protocol read(Fields fields) {
        return new Protocol(
                fields.integer("minReaderVersion"),
                fields.integer("minWriterVersion"),
                fields.optionalStrings("readerFeatures"),
                fields.optionalStrings("writerFeatures"),
                fields.unknown());
    }

    /** Whether a writer must understand the feature of this name, by its explicit mention. */
    public boolean hasWriterFeature(String feature) {
        return writerFeatures != null && writerFeatures.contains(feature);
    }

    public boolean hasReaderFeature(String feature) {
        return readerFeatures != null && readerFeatures.contains(feature);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void writeFields(FieldWriter writer) {
        writer.number("minReaderVersion", Long.valueOf(minReaderVersion))
                .number("minWriterVersion", Long.valueOf(minWriterVersion))
                .strings("readerFeatures", readerFeatures)
                .strings("writerFeatures", writerFeatures)
                .unknown(unknown);
    }
}
