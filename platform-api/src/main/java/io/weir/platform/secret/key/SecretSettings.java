package io.weir.platform.secret.key;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the keys are that encrypt secrets.
 *
 * @param keys where they are, never themselves: env:NAME or file:/PATH; there, ID:KEY entries of 32 bytes in base64, of
 *     which the first encrypts and all decrypt
 * @param makeKeys whether a key is made in the data folder (secrets/keys) where keys are not given. The weir program
 *     switches it on
 */
@ConfigurationProperties("weir.secrets")
record SecretSettings(
        @Nullable String keys, @DefaultValue("false") boolean makeKeys) {

    /** Without what may be the keys themselves, given by mistake. */
    @Override
    public String toString() {
        return "SecretSettings[makeKeys=" + makeKeys + "]";
    }
}
