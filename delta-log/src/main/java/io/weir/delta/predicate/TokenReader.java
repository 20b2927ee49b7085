package io.weir.delta.predicate;

import java.util.List;

/** Goes through tokens, and says what was wrong with the first that does not fit. */
final class TokenReader {

    private final List<Token> tokens;
    private int next;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token afterNext() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    int position() {
        return peek().position();
    }

    Token skip() {
        Token token = peek();
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    boolean take(String keyword) {
        boolean there = peek().is(keyword);
        if (there) {
            skip();
        }
        return there;
    }

    boolean takeSymbol(String symbol) {
        boolean there = peek().isSymbol(symbol);
        if (there) {
            skip();
        }
        return there;
    }

    void require(String keyword) {
        if (!take(keyword)) {
            throw unexpected(keyword);
        }
    }

    void requireSymbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw unexpected("'" + symbol + "'");
        }
    }

    void requireEnd(String allowed) {
        if (peek().kind() != Token.Kind.END) {
            throw unexpected(allowed);
        }
    }

    String string(String allowed) {
        if (peek().kind() != Token.Kind.STRING) {
            throw unexpected(allowed);
        }
        return skip().text();
    }

    InvalidPredicateException unexpected(String allowed) {
        return new InvalidPredicateException(position(), "is not expected here", peek().shown(), allowed);
    }
}
