package io.weir.support.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether callers have to say who they are.
 *
 * @param enabled off, everybody may do everything. The weir program switches it on; services that are started one by one
 *     need the same keys first
 * @param keyFile the signing keys that all services share; {@code identity/keys.json} in the data folder unless given
 * @param tokenLife how long a signed token is good for
 * @param rotation how old the newest key may become; zero never makes another
 * @param keeper whether this service makes the new keys: one of them does
 * @param anonymousPaths paths that are answered to anybody, besides health, version and the API document
 * @param readingPaths paths where no method changes anything, so that the scope READ opens them all
 * @param ticketLife how long a browser may come back with the ticket that it opened a stream with; an hour at most
 */
@ConfigurationProperties("weir.identity")
record IdentitySettings(
        @DefaultValue("false") boolean enabled,
        @Nullable Path keyFile,
        @DefaultValue("5m") Duration tokenLife,
        @DefaultValue("24h") Duration rotation,
        @DefaultValue("false") boolean keeper,
        @DefaultValue List<String> anonymousPaths,
        @DefaultValue List<String> readingPaths,
        @DefaultValue("15m") Duration ticketLife) {

    IdentitySettings {
        // A key that was replaced verifies what it signed for an hour.
        if (ticketLife.isNegative()
                || ticketLife.isZero()
                || ticketLife.compareTo(SigningKeys.KEPT_AFTER_SUCCESSOR) > 0) {
            throw new IllegalArgumentException("weir.identity.ticket-life must be more than 0 and at most 1h");
        }
    }

    private static final Path IN_DATA_FOLDER = Path.of("identity", "keys.json");

    KeyFile keyFile(Path dataDir) {
        return new KeyFile(keyFile == null ? dataDir.resolve(IN_DATA_FOLDER) : keyFile);
    }

    static KeyFile keyFileOf(Path dataDir) {
        return new KeyFile(dataDir.resolve(IN_DATA_FOLDER));
    }
}
