package io.weir.ingest.decode;

import java.util.regex.Pattern;

/** Names of types as {@link TypeNames} reads them: some without parts, and lists and structs of these. */
public final class TypeGrammar {

    private static final String NAME = "(?:\"(?:[^\"()]|\"\")+\"|[A-Za-z_][A-Za-z0-9_]*)";

    private final Pattern scalar;
    private final Pattern whole;
    private final Pattern innermostStruct;

    /** @param scalars a regular expression of the types without parts, {@code VARCHAR} among them */
    public TypeGrammar(String scalars) {
        String type = "(?:" + scalars + ")(?:\\[\\])*";
        String field = NAME + " " + type;
        this.scalar = Pattern.compile(scalars);
        this.whole = Pattern.compile(type);
        this.innermostStruct = Pattern.compile("STRUCT\\(" + field + "(?:, " + field + ")*\\)");
    }

    /** Whether a name is one of a type without parts. */
    public boolean isScalar(String name) {
        return scalar.matcher(name).matches();
    }

    /** Whether a name is one of a type. A struct of known types is as good as any of them, from the inside out. */
    public boolean isType(String name) {
        String rest = name;
        String before;
        do {
            before = rest;
            rest = innermostStruct.matcher(rest).replaceAll("VARCHAR");
        } while (!rest.equals(before));
        return whole.matcher(rest).matches();
    }
}
