package io.weir.platform.secret.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.secret.KeyChange.Progress;
import java.util.List;

/** What came of encrypting some secrets anew. */
record SecretRotation(
        @Schema(description = "The first key, which encrypted them")
        String keyId,

        @Schema(description = "How many were encrypted anew: repeat until there are none")
        int rotated,

        @Schema(description = "How many another key encrypted: when there are none, the older keys can go")
        long remaining,

        @Schema(
                description =
                        "Names of secrets that cannot be decrypted, 100 at most: their key is gone, or they were tampered"
                                + " with")
        List<String> unreadable) {

    static SecretRotation of(Progress progress) {
        return new SecretRotation(progress.keyId(), progress.rotated(), progress.remaining(), progress.unreadable());
    }
}
