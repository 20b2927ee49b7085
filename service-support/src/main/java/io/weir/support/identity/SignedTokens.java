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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tokens that the platform signs for itself: JSON Web Tokens (RFC 7519) of one algorithm, HMAC-SHA256, with the name of the
 * caller and its scope. Some microseconds each way; nothing is looked up.
 */
final class SignedTokens implements BearerTokens {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final String ALGORITHM = "HS256";
    private static final String ISSUER = "weir";
    private static final int LONGEST = 4096;

    /** How far the clocks of two machines may be apart. */
    private static final long LEEWAY_SECONDS = 30;

    private final SigningKeys keys;
    private final Duration life;
    private final Clock clock;

    SignedTokens(SigningKeys keys, Duration life, Clock clock) {
        this.keys = keys;
        this.life = life;
        this.clock = clock;
    }

    private record Header(
            @Nullable String alg,
            @Nullable String kid,
            @Nullable String typ) {}

    /** Times in seconds since 1970; roles only where they bound. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Claims(
            @Nullable String iss,
            @Nullable String sub,
            @Nullable String scope,
            @Nullable List<String> roles,
            long iat,
            long exp) {}

    String issue(Identity identity) {
        SigningKey key = keys.newest();
        Instant now = clock.instant();
        String scope = identity.scope().name().toLowerCase(Locale.ROOT);
        Claims claims = new Claims(
                ISSUER,
                identity.name(),
                scope,
                identity.bounds(),
                now.getEpochSecond(),
                now.plus(life).getEpochSecond());
        String text = encode(JSON.writeValueAsBytes(new Header(ALGORITHM, key.id(), "JWT"))) + "."
                + encode(JSON.writeValueAsBytes(claims));
        return text + "." + encode(key.sign(bytes(text)));
    }

    @Override
    public Optional<Identity> find(String token) {
        String[] parts = token.length() > LONGEST ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] signature = DECODER.decode(parts[2]);
            return read(parts[0], Header.class)
                    .filter(header -> ALGORITHM.equals(header.alg()))
                    .filter(header -> isGenuine(header.kid(), parts[0] + "." + parts[1], signature))
                    .flatMap(genuine -> read(parts[1], Claims.class))
                    .flatMap(this::identity);
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

    private Optional<Identity> identity(Claims claims) {
        long now = clock.instant().getEpochSecond();
        String name = claims.sub();
        String scope = claims.scope();
        boolean current = claims.iat() <= now + LEEWAY_SECONDS && now < claims.exp() + LEEWAY_SECONDS;
        if (!current || !ISSUER.equals(claims.iss()) || name == null || scope == null) {
            return Optional.empty();
        }
        return Optional.of(new Identity(name, Scope.valueOf(scope.toUpperCase(Locale.ROOT)), claims.roles()));
    }

    private static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
