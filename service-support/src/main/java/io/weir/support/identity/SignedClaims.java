package io.weir.support.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON Web Tokens (RFC 7519) of one algorithm, HMAC-SHA256. Each has a type, and what is of one type is never taken for
 * another (RFC 8725, section 3.11). Some microseconds each way; nothing is looked up.
 */
final class SignedClaims {

    /** The type of what says none. */
    static final String PLAIN = "JWT";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final String ALGORITHM = "HS256";
    private static final String ISSUER = "weir";
    private static final int LONGEST = 4096;
    private static final Set<String> SCOPES =
            Stream.of(Scope.values()).map(SignedClaims::name).collect(Collectors.toUnmodifiableSet());

    /** How far the clocks of two machines may be apart. */
    private static final long LEEWAY_SECONDS = 30;

    private final SigningKeys keys;
    private final String type;
    private final Duration life;
    private final Clock clock;

    SignedClaims(SigningKeys keys, String type, Duration life, Clock clock) {
        this.keys = keys;
        this.type = type;
        this.life = life;
        this.clock = clock;
    }

    private record Header(
            @Nullable String alg,
            @Nullable String kid,
            @Nullable String typ) {}

    /**
     * What is signed. Times in seconds since 1970; roles only where they bound.
     *
     * @param aud what it is for, where it is not for everything
     * @param via the id of the API token that it was made with
     * @param until when the token of another kind ends that it was made with
     * @param named whether the roles are those alone that this token names
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Claims(
            @Nullable String iss,
            @Nullable String aud,
            @Nullable String sub,
            @Nullable String scope,
            @Nullable List<String> roles,
            @Nullable String via,
            @Nullable Long until,
            @Nullable Boolean named,
            long iat,
            long exp) {

        private boolean isWhole() {
            return ISSUER.equals(iss) && sub != null && scope != null && SCOPES.contains(scope);
        }

        Identity identity() {
            return new Identity(
                    String.valueOf(sub), Scope.valueOf(String.valueOf(scope).toUpperCase(Locale.ROOT)), roles);
        }
    }

    String sign(Identity identity) {
        return sign(identity, null, null, null, null);
    }

    String sign(
            Identity identity,
            @Nullable String audience,
            @Nullable String via,
            @Nullable Long until,
            @Nullable Boolean named) {
        SigningKey key = keys.newest();
        Instant now = clock.instant();
        Claims claims = new Claims(
                ISSUER,
                audience,
                identity.name(),
                name(identity.scope()),
                identity.bounds(),
                via,
                until,
                named,
                now.getEpochSecond(),
                now.plus(life).getEpochSecond());
        String text = encode(JSON.writeValueAsBytes(new Header(ALGORITHM, key.id(), type))) + "."
                + encode(JSON.writeValueAsBytes(claims));
        return text + "." + encode(key.sign(bytes(text)));
    }

    /** What was signed as this type, is whole and has not expired. */
    Optional<Claims> find(String text) {
        String[] parts = text.length() > LONGEST ? new String[0] : text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] signature = DECODER.decode(parts[2]);
            return read(parts[0], Header.class)
                    .filter(header -> ALGORITHM.equals(header.alg()))
                    .filter(header -> type.equals(Objects.requireNonNullElse(header.typ(), PLAIN)))
                    .filter(header -> isGenuine(header.kid(), parts[0] + "." + parts[1], signature))
                    .flatMap(genuine -> read(parts[1], Claims.class))
                    .filter(claims -> claims.isWhole() && isCurrent(claims));
        } catch (JacksonException | IllegalArgumentException notSigned) {
            return Optional.empty();
        }
    }

    /** Nothing where the JSON is {@code null}. */
    private static <T> Optional<T> read(String part, Class<T> type) {
        return Optional.ofNullable(JSON.readValue(DECODER.decode(part), type));
    }

    private boolean isGenuine(@Nullable String kid, String text, byte[] signature) {
        // Compared in the same time wherever they differ.
        return kid != null
                && keys.find(kid)
                        .filter(key -> MessageDigest.isEqual(key.sign(bytes(text)), signature))
                        .isPresent();
    }

    /** Whether it is between its beginning and its end. */
    boolean isCurrent(Claims claims) {
        long now = clock.instant().getEpochSecond();
        return claims.iat() <= now + LEEWAY_SECONDS && now < claims.exp() + LEEWAY_SECONDS;
    }

    private static String name(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    private static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
