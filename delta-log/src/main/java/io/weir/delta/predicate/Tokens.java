package io.weir.delta.predicate;

import io.weir.delta.predicate.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a condition's text into tokens. Linear in its length. */
final class Tokens {

    private static final int LONGEST_NUMBER = 400;

    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final Pattern NUMBER =
            Pattern.compile("(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,4})?(?![\\w.])");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
    private static final Pattern SYMBOL = Pattern.compile("<=>|<=|>=|<>|!=|==|::|[=<>(),.+-]");

    private final String text;
    private final Matcher matcher;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Tokens(String text) {
        this.text = text;
        this.matcher = BLANK.matcher(text);
    }

    /** The tokens of a text, the last of them of kind {@code END}. */
    static List<Token> of(String text) {
        Tokens tokens = new Tokens(text);
        while (tokens.position < text.length()) {
            tokens.next();
        }
        tokens.tokens.add(new Token(Kind.END, "", text.length()));
        return tokens.tokens;
    }

    private void next() {
        if (!(blank()
                || quoted(Kind.STRING, '\'')
                || quoted(Kind.QUOTED_NAME, '`')
                || quoted(Kind.QUOTED_NAME, '"')
                || plain(NUMBER, Kind.NUMBER)
                || plain(WORD, Kind.WORD)
                || plain(SYMBOL, Kind.SYMBOL))) {
            String rest = text.substring(position, Math.min(text.length(), position + 10));
            throw new InvalidPredicateException(
                    position,
                    "is not understood",
                    "'" + rest + "'",
                    "names, numbers, 'texts', = <> < <= > >= AND OR NOT IN BETWEEN LIKE IS NULL, and parentheses");
        }
    }

    private boolean blank() {
        boolean found = at(BLANK);
        position = found ? matcher.end() : position;
        return found;
    }

    /** A quote inside is doubled. Without a pattern: those of Java go as deep as the text is long. */
    private boolean quoted(Kind kind, char quote) {
        if (text.charAt(position) != quote) {
            return false;
        }
        StringBuilder meaning = new StringBuilder();
        int from = position + 1;
        int end = text.indexOf(quote, from);
        while (end >= 0 && end + 1 < text.length() && text.charAt(end + 1) == quote) {
            meaning.append(text, from, end + 1);
            from = end + 2;
            end = text.indexOf(quote, from);
        }
        if (end < 0) {
            throw new InvalidPredicateException(position, "has no end", "a text in " + quote, "a closing " + quote);
        }
        tokens.add(new Token(kind, meaning.append(text, from, end).toString(), position));
        position = end + 1;
        return true;
    }

    private boolean plain(Pattern pattern, Kind kind) {
        if (!at(pattern) || (kind == Kind.NUMBER && matcher.group().length() > LONGEST_NUMBER)) {
            return false;
        }
        tokens.add(new Token(kind, matcher.group(), position));
        position = matcher.end();
        return true;
    }

    private boolean at(Pattern pattern) {
        return matcher.usePattern(pattern).region(position, text.length()).lookingAt();
    }
}
