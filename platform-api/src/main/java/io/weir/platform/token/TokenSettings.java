package io.weir.platform.token;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The way in that whoever installs a platform decides on.
 *
 * @param first an administrator's token, {@code weir_}, 12 hexadecimal digits, {@code _} and 43 letters and digits: taken
 *     unless it was revoked, and so to be kept where secrets are
 */
@ConfigurationProperties("weir.tokens")
record TokenSettings(@Nullable String first) {

    /** Without the token. */
    @Override
    public String toString() {
        return "TokenSettings[]";
    }
}
