package io.weir.platform.secret.key;

import io.weir.support.secret.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Finds the keys, anew each time, so that a changed file counts at once. Costs reading a small file. */
@Component
public class KeyRings {

    private static final Path IN_DATA_FOLDER = Path.of("secrets", "keys");

    private final @Nullable SecretReference given;
    private final @Nullable Path own;

    KeyRings(SecretSettings settings, @Value("${weir.data-dir:.weir}") Path dataDir) {
        String keys = settings.keys() == null ? "" : settings.keys().strip();
        this.given = keys.isEmpty() ? null : new SecretReference(keys);
        this.own = settings.makeKeys() && keys.isEmpty()
                ? dataDir.resolve(IN_DATA_FOLDER).toAbsolutePath()
                : null;
    }

    /**
     * The keys as they are now.
     *
     * @return none where the platform was given no keys
     * @throws IllegalStateException where it was, but they cannot be read; its message tells nothing of them
     */
    public Optional<KeyRing> find() {
        if (own != null) {
            return Optional.of(read(new SecretReference("file:" + own)));
        }
        return Optional.ofNullable(given).map(KeyRings::read);
    }

    private static KeyRing read(SecretReference reference) {
        try {
            return KeyRing.parse(reference.read());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalStateException(reference.text() + ": " + malformed.getMessage(), malformed);
        }
    }

    /**
     * Makes a first key where this platform keeps its keys itself and has none.
     *
     * @throws IOException where it cannot be written
     */
    public void makeFirst() throws IOException {
        if (own != null && Files.notExists(own)) {
            NewKeyFile.make(own);
        }
    }
}
