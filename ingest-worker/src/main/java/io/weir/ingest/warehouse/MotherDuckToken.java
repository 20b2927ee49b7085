package io.weir.ingest.warehouse;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A token of MotherDuck: a JWT, of which only the time of its end is looked at (RFC 7519, section 4.1.4). Whether it is genuine
 * MotherDuck alone knows. Nothing that is said here repeats any of it.
 */
public record MotherDuckToken(String text) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Refuses what cannot be a token that opens anything, before anybody is asked.
     *
     * @throws SQLException that says what is wrong with it
     */
    void require(Instant now) throws SQLException {
        if (text.isEmpty()) {
            throw new SQLException("the token is empty");
        }
        if (text.chars().anyMatch(character -> character <= ' ' || character > '~')) {
            throw new SQLException("the token has spaces, line breaks or other characters that no token has");
        }
        Optional<Instant> end = end();
        if (end.isPresent() && !now.isBefore(end.get())) {
            throw new SQLException("the token ended at " + end.get() + "; make another one in MotherDuck's settings");
        }
    }

    /** When it ends; empty for one that does not, or that does not say so. */
    private Optional<Instant> end() {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode claims =
                    JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            JsonNode end = claims.path("exp");
            return end.isNumber() ? Optional.of(Instant.ofEpochSecond(end.longValue())) : Optional.empty();
        } catch (IllegalArgumentException | JacksonException opaque) {
            // It need not be a JWT for ever; MotherDuck says what it is then.
            return Optional.empty();
        }
    }

    /** The same text without the token, wherever it is repeated. */
    String maskedIn(String message) {
        return text.isEmpty() ? message : message.replace(text, "********");
    }

    @Override
    public String toString() {
        return "********";
    }
}
