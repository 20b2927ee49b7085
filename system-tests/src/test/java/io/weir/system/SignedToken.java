package io.weir.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A token as the platform signs them for itself, made from its key file without its code. */
public final class SignedToken {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SignedToken() {}

    /** An {@code Authorization} header with which the owner of a data folder may do everything. */
    public static String header(Path dataDir) throws IOException {
        return "Bearer " + make(dataDir, "admin", Instant.now());
    }

    /** A token for a minute from {@code issued} on. */
    static String make(Path dataDir, String scope, Instant issued) throws IOException {
        JsonNode key = MAPPER.readTree(Files.readString(dataDir.resolve("identity/keys.json")))
                .path("keys")
                .path(0);
        String header = "{\"alg\":\"HS256\",\"kid\":\"" + key.path("id").asText() + "\",\"typ\":\"JWT\"}";
        String claims = "{\"iss\":\"weir\",\"sub\":\"local:test\",\"scope\":\"%s\",\"iat\":%d,\"exp\":%d}"
                .formatted(scope, issued.getEpochSecond(), issued.getEpochSecond() + 60);
        String text =
                encode(header.getBytes(StandardCharsets.UTF_8)) + "." + encode(claims.getBytes(StandardCharsets.UTF_8));
        return text + "." + encode(sign(key.path("secret").asText(), text));
    }

    private static byte[] sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }
}
