package io.weir.ingest.decode;

import java.util.Optional;
import java.util.stream.Stream;

/** What keeps the cast of a text to a type from leaving a part of the text out without a word. */
sealed interface ExactText permits DecimalScale, MomentText {

    /** Of a type whose casts do so. */
    static Optional<ExactText> of(String type) {
        return Stream.of(DecimalScale.of(type), MomentText.of(type))
                .flatMap(Optional::stream)
                .map(ExactText.class::cast)
                .findFirst();
    }

    /** DuckDB's name of the type. */
    String type();

    /** What the cast would do to a text that does not fit. */
    String harm();

    /** A condition that most texts that fit hold, and no other text: it costs less than {@link #holds}. */
    String plain(String value);

    /** A condition that all texts hold of which the cast leaves nothing out. */
    String holds(String value);

    /** A cast of a text, which fails where a part would be lost, or where the text is nothing of the type. */
    default String cast(String value) {
        String cast = " then cast(" + value + " as " + type() + ")";
        // What most values are comes first: the other case takes a text apart.
        return "case when " + value + " is null then null when " + plain(value) + cast + " when " + holds(value) + cast
                + " else error(" + Sql.text("does not fit " + type()) + ") end";
    }

    /** Whether a text could be cast, and a part of it would be lost. */
    default String loses(String value) {
        return "try_cast(" + value + " as " + type() + ") is not null and not coalesce(" + holds(value) + ", false)";
    }

    /** The sentence about such a text, as far as it is of a length that can be read. */
    default String reason(String place, String value) {
        return Sql.text(place + " does not fit " + type() + ", which would " + harm() + " ") + " || left(" + value
                + ", 100)";
    }
}
