package io.weir.ingest.decode;

import java.util.Optional;

/**
 * Whether a text says no more than a day or a time of a type can be. DuckDB takes {@code 2026-01-31 often} for a day, {@code 10:00 PM} for
 * ten in the morning, and {@code 10:00+02:00} for {@code 10:00} where it keeps no zone.
 *
 * <p>Types without a zone are in UTC, so that {@code Z} says nothing that is lost; nor does midnight of a day. Digits after the
 * microseconds are left out: clocks of many producers have them, and no column.
 *
 * @param type DuckDB's name of the type
 * @param plain a condition over <code>{text}</code> that costs little
 * @param holds one that takes the text apart
 */
record MomentText(String type, String plain, String holds) implements ExactText {

    private static final String TEXT = "{text}";
    private static final String UTC = "( ?(?i:Z|UTC)|[+-][0:]+)?";
    private static final String DAY = "-?[0-9]+([-/ \\\\][0-9]+){2}( \\(BC\\))?";
    private static final String MIDNIGHT = "([Tt ] *00?:00?(:00?([.]0*)?)?)?";
    private static final String CLOCK = "[0-9]+:[0-9]+(:[0-9]+([.][0-9]*)?)?";

    /** Where it has a point there may be a fraction; after a colon only an offset has a sign. */
    private static final String OFFSET = "':.*[+-].*[1-9]'";

    static Optional<MomentText> of(String type) {
        return Optional.ofNullable(
                switch (type) {
                    case "DATE" -> whole(type, DAY + MIDNIGHT + UTC + "|(?i:-?infinity|epoch)");
                    case "TIME", "TIME_NS" -> whole(type, CLOCK + UTC);
                    case "TIME WITH TIME ZONE" -> whole(type, CLOCK + "( ?(?i:Z|UTC)|[+-][0-9:]+)?");
                    case "TIMESTAMP" ->
                        new MomentText(
                                type,
                                "(suffix({text}, 'Z') or {text} not like '%:%-%' and not contains({text}, '+'))",
                                "not regexp_matches({text}, " + OFFSET + ")");
                    case "TIMESTAMP_S" -> coarse(type, 0);
                    case "TIMESTAMP_MS" -> coarse(type, 3);
                    default -> null;
                });
    }

    /** Of a type whose casts take the beginning of a text: what a day or a time looks like where DuckDB has written it is all of it. */
    private static MomentText whole(String type, String pattern) {
        return new MomentText(
                type,
                "cast({text} as " + type + ")::varchar = {text}",
                "regexp_full_match({text}, " + Sql.text("\\s*(" + pattern + ")\\s*") + ")");
    }

    /** Of a type with fewer digits than microseconds have, which somebody chose. */
    private static MomentText coarse(String type, int digits) {
        return new MomentText(
                type,
                "{text} not like '%:%-%' and not contains({text}, '+') and not contains({text}, '.')",
                "not regexp_matches({text}, " + OFFSET + ") and not regexp_matches({text}, '[.][0-9]{" + digits
                        + "}[0-9]*[1-9]')");
    }

    @Override
    public String harm() {
        return "lose a part of";
    }

    @Override
    public String plain(String value) {
        return plain.replace(TEXT, value);
    }

    @Override
    public String holds(String value) {
        return holds.replace(TEXT, value);
    }
}
