package io.weir.support.identity;

import io.weir.support.hash.Sha256;

/**
 * What a token is looked up by: how long a look-up takes tells nothing of the token, and memory holds none of those that
 * were brought.
 *
 * @param sha256 hexadecimal
 */
record TokenHash(String sha256) {

    static TokenHash of(String token) {
        return new TokenHash(Sha256.hex(token));
    }
}
