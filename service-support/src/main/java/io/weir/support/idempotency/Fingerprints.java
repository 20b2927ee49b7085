package io.weir.support.idempotency;

import io.weir.support.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells whether two requests ask for the same: by what they mean, not by the blanks and the order of their JSON. */
final class Fingerprints {

    private final JsonMapper canonical;

    Fingerprints(JsonMapper json) {
        canonical = json.rebuild()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    /** SHA-256 in hex. Cost: one serialization of the request. */
    String of(String operation, Object request) {
        MessageDigest digest = Sha256.digest();
        digest.update(operation.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        return HexFormat.of().formatHex(digest.digest(canonical.writeValueAsBytes(request)));
    }
}
