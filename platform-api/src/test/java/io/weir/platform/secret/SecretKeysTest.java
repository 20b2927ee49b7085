package io.weir.platform.secret;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What keys open, and what is left of secrets without them. */
class SecretKeysTest extends SecretCalls {

    private static String key(String id) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) id.hashCode());
        return id + ":" + Base64.getEncoder().encodeToString(key);
    }

    @Test
    void valuesThatAreSwappedOrTamperedWithDoNotOpen() {
        create("swapped-1");
        create("swapped-2");
        create("tampered");
        create("renamed");
        database()
                .sql("update secret s set sealed = o.sealed from secret o where s.name in ('swapped-1', 'swapped-2')"
                        + " and o.name in ('swapped-1', 'swapped-2') and s.name <> o.name")
                .update();
        database()
                .sql(
                        "update secret set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where name = 'tampered'")
                .update();
        database()
                .sql("update secret set name = 'renamed-2' where name = 'renamed'")
                .update();
        for (String name : List.of("swapped-1", "swapped-2", "tampered", "renamed-2")) {
            refusedToOpen(name, SecretProblem.SECRET_DAMAGED);
        }
        database()
                .sql("update secret set sealed = '\\x00' where name = 'tampered'")
                .update();
        refusedToOpen("tampered", SecretProblem.SECRET_DAMAGED);
        patch("tampered", PLANTED + " anew");
        assertThat(opened("tampered")).isEqualTo(PLANTED + " anew");
        for (String name : List.of("swapped-1", "swapped-2", "renamed-2")) {
            call("DELETE", "/api/v1/secrets/" + name, "");
        }
    }

    /** One test, since it takes the keys away that the others need. */
    @Test
    void keysAreChangedAndLost() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rw-------");
        String first = Files.readString(keys);
        create("rotated-1");
        create("rotated-2");
        try {
            Files.writeString(keys, key("k2") + "\n" + first);
            assertThat(json(create("rotated-3")).path("keyId").asString()).isEqualTo("k2");
            assertThat(opened("rotated-1")).isEqualTo(PLANTED + " of rotated-1");
            String before = etag(call("GET", "/api/v1/secrets/rotated-1", ""));

            var batch = json(call("POST", "/api/v1/secret-rotations?limit=1", ""));
            assertThat(batch.path("rotated").asInt()).isEqualTo(1);
            long remaining = batch.path("remaining").asLong();
            assertThat(remaining).isPositive();
            var rest = json(call("POST", "/api/v1/secret-rotations", ""));
            assertThat(rest.path("rotated").asLong()).isEqualTo(remaining);
            assertThat(rest.path("remaining").asLong()).isZero();
            assertThat(etag(call("GET", "/api/v1/secrets/rotated-1", ""))).isNotEqualTo(before);

            Files.writeString(keys, key("k2"));
            assertThat(opened("rotated-1")).isEqualTo(PLANTED + " of rotated-1");
            Files.writeString(keys, key("k3"));
            refusedToOpen("rotated-1", SecretProblem.SECRET_KEY_LOST);
            var lost = json(call("POST", "/api/v1/secret-rotations?limit=1", ""));
            assertThat(lost.path("rotated").asInt()).isZero();
            assertThat(lost.path("unreadable").toString()).contains("rotated-1", "rotated-2", "rotated-3");
            // A key of the same id that is another.
            Files.writeString(keys, key("k3").replaceFirst("k3", "k2"));
            refusedToOpen("rotated-1", SecretProblem.SECRET_DAMAGED);
            Files.writeString(keys, "k2:" + PLANTED);
            HttpResponse<String> malformed = call("POST", "/api/v1/secrets", body("never", PLANTED));
            assertThat(malformed.statusCode()).isEqualTo(503);
            assertThat(code(malformed)).isEqualTo("secret-keys-unusable");
            assertThat(malformed.headers().firstValue("Retry-After")).isPresent();
            assertThat(malformed.body()).doesNotContain("hunter2");
            Files.delete(keys);
            assertThat(code(patch("rotated-1", "x"))).isEqualTo("secret-keys-unusable");
            assertThat(call("GET", "/api/v1/secrets/rotated-1", "").statusCode())
                    .isEqualTo(200);
            platform.bean(FirstKey.class).run(new org.springframework.boot.DefaultApplicationArguments());
            assertThat(keys).as("no new key in place of a lost one").doesNotExist();
        } finally {
            Files.writeString(keys, first.strip() + "\n" + key("k2"));
            call("POST", "/api/v1/secret-rotations", "");
        }
        assertThat(opened("rotated-1")).isEqualTo(PLANTED + " of rotated-1");
    }
}
