package io.weir.delta.predicate;

import java.util.Locale;

/**
 * A piece of a condition's text.
 *
 * @param text as it means: without quotes and their doubling
 * @param position of its first character, counted from 0
 */
record Token(Kind kind, String text, int position) {

    enum Kind {
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    /** Whether it is this keyword, whatever its case. */
    boolean is(String keyword) {
        return kind == Kind.WORD && text.toUpperCase(Locale.ROOT).equals(keyword);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** For errors. */
    String shown() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}
