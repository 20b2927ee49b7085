package io.weir.ingest.decode;

import org.jspecify.annotations.Nullable;

/**
 * Makes JSON objects of records that are no text, and knows their columns, since what they are written by says more of
 * values than JSON can. One thread uses it.
 */
public interface Translation {

    /** What is known of no batch: everything that was refused is looked at again. */
    void begin();

    /**
     * A record as a JSON object.
     *
     * @param attributes what its broker knows of it, as JSON; only in formats that are enveloped
     * @return UTF-8 without line breaks
     * @throws UnreadableRecordException if it cannot be one, however often it is tried
     * @throws io.weir.ingest.source.SourceException if what says how to read it cannot be had now; no record is to blame
     */
    byte[] translate(byte[] payload, @Nullable String attributes) throws UnreadableRecordException;

    /** The columns of all records that were translated since {@link #begin}. */
    StructType columns();
}
