package io.weir.ingest.decode;

import java.util.Map;

/** The types without parts. */
enum ScalarType implements ValueType {
    BOOLEAN("true", "try_cast({text} as BOOLEAN) is not null"),
    BIGINT(
            "1.5",
            "{kind} = 'BOOLEAN' or regexp_full_match({text}, '-?[0-9]+') and try_cast({text} as BIGINT) is not null"
                    + " or try_cast({text} as DOUBLE) = trunc(try_cast({text} as DOUBLE))"
                    + " and abs(try_cast({text} as DOUBLE)) <= 9007199254740991"),
    DOUBLE("1.5", "{kind} = 'BOOLEAN' or try_cast({text} as DOUBLE) is not null"),
    VARCHAR("\"x\"", "");

    private final String prototype;
    private final String fits;

    ScalarType(String prototype, String fits) {
        this.prototype = prototype;
        this.fits = fits;
    }

    @Override
    public String sql() {
        return name();
    }

    @Override
    public String read(NumberReading reading) {
        return this == BIGINT ? (reading == NumberReading.FAST ? DOUBLE : VARCHAR).sql() : sql();
    }

    @Override
    public String prototype(NumberReading reading) {
        return this == BIGINT && reading == NumberReading.EXACT ? VARCHAR.prototype : prototype;
    }

    @Override
    public String convert(String value, NumberReading reading) {
        if (this != BIGINT) {
            return value;
        }
        String number = reading == NumberReading.FAST
                ? value
                : "case " + value + " when 'true' then 1 when 'false' then 0 else try_cast(" + value
                        + " as DOUBLE) end";
        String exact = reading == NumberReading.FAST
                ? ""
                : " when regexp_full_match(" + value + ", '-?[0-9]+') then cast(" + value + " as BIGINT)";
        // What most values are comes first: DuckDB then neither splits them up nor looks at the other cases.
        return "case" + exact + " when " + number + " = trunc(" + number
                + ") and " + number + " between -9007199254740991 and 9007199254740991 then cast(" + number
                + " as BIGINT)"
                + " when " + value + " is null then null else error('is no whole number') end";
    }

    @Override
    public boolean converts() {
        return this == BIGINT;
    }

    @Override
    public void misfits(String json, JsonPath path, Map<String, String> found) {
        if (this != VARCHAR) {
            found.put(Sql.text(path.text() + " does not fit " + name()), path.misfit(json, fits));
        }
    }
}
