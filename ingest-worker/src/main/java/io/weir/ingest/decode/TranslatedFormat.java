package io.weir.ingest.decode;

import java.util.Optional;

/**
 * Records that are no text, which are translated one by one.
 *
 * @param columns those that are known; others may come with what records were written by
 * @param enveloped whether the schema is named beside the record
 * @param reader reads the records; without one the format only says what it is
 */
public record TranslatedFormat(StructType columns, boolean enveloped, Optional<Translation> reader) implements Format {

    /** The column of a translated record that has its text. */
    static final String TEXT = "translated";

    /** The column that says why there is none. */
    static final String REFUSED = "refused";

    /** The same, able to read. */
    public TranslatedFormat readBy(Translation translation) {
        return new TranslatedFormat(columns, enveloped, Optional.of(translation));
    }

    @Override
    public Optional<Translation> translation() {
        return reader;
    }

    @Override
    public String refusal() {
        return "case" + Refusals.NO_PAYLOAD + " else " + REFUSED + " end";
    }

    @Override
    public String json() {
        return TEXT;
    }
}
