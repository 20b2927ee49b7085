package io.weir.platform.token;

import io.weir.support.hash.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as a caller holds it: {@code weir_<id>_<secret>}. The beginning lets scanners of repositories and logs find one
 * that got out; the id says which it is without telling the secret, 256 random bits.
 */
public record TokenText(String id, String secret) {

    private static final Pattern FORM = Pattern.compile("weir_([0-9a-f]{12})_([A-Za-z0-9_-]{43})");
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    public static TokenText make() {
        SecureRandom random = new SecureRandom();
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new TokenText(
                HexFormat.of().formatHex(id),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Reads what a caller sent; none where it has another form. */
    public static Optional<TokenText> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new TokenText(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** What is kept of the secret: SHA-256 in hex. It is random throughout, so that one round of SHA-256 cannot be guessed backwards. */
    public String hash() {
        return Sha256.hex(secret);
    }

    /** The whole of it, to be shown once. */
    public String reveal() {
        return "weir_" + id + "_" + secret;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "weir_" + id + "_…";
    }
}
