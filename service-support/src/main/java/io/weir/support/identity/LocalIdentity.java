package io.weir.support.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Whoever may read a platform's data folder owns what is in it, and may say so: programs beside the platform sign their own
 * tokens with its key.
 */
public final class LocalIdentity {

    private static final Duration LIFE = Duration.ofMinutes(5);

    private LocalIdentity() {}

    /**
     * A token for five minutes.
     *
     * @throws IOException where there are no keys, or this user may not read them
     */
    public static String token(Path dataDir, Identity identity) throws IOException {
        KeyFile file = IdentitySettings.keyFileOf(dataDir);
        file.read();
        return new SignedTokens(new SigningKeys(file, Clock.systemUTC()), LIFE, Clock.systemUTC()).issue(identity);
    }
}
