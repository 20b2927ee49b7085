package io.weir.ingest.decode;

import java.util.List;
import java.util.Optional;

/**
 * How the bytes of records become JSON objects, the keys of which are columns.
 *
 * <p>A format says so as SQL, which reads all records of a batch at once. Its expressions see {@code payload} (null of a
 * tombstone), {@code body} (the same as text; null where it is no UTF-8), {@code "partition"} and {@code sequence}, in
 * formats that are enveloped also {@code attributes}, and whatever its {@link #parts} name. What is in a record is text
 * for them, never SQL.
 */
public sealed interface Format
        permits JsonFormat, RawFormat, CsvFormat, CloudEventsFormat, DebeziumFormat, TranslatedFormat {

    /** Columns with a type that records need not tell; others are inferred, and come later. */
    StructType columns();

    /** Whether records are staged in an {@link io.weir.ingest.stage.Envelope}, with what their broker knows of them. */
    default boolean enveloped() {
        return false;
    }

    /** Whether a payload is the JSON object already, so that a healthy batch can be read without being taken apart. */
    default boolean direct() {
        return false;
    }

    /** Makes text of records that are none; then expressions see {@code translated} and {@code refused}, too. */
    default Optional<Translation> translation() {
        return Optional.empty();
    }

    /** What the other expressions are made of, as {@code … as name}; each sees those before it. */
    default List<String> parts() {
        return List.of();
    }

    /** Why a record is none of this format; null if it is one, and the first of several reasons. */
    String refusal();

    /** Whether a record is neither a row nor a mistake. */
    default String skips() {
        return "false";
    }

    /** The JSON object that a record is, as text. Records that are skipped or refused may have any. */
    String json();
}
