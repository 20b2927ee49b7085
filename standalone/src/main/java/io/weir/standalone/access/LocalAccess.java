package io.weir.standalone.access;

import io.weir.standalone.platform.UnreadableFolder;
import io.weir.support.identity.CallerKind;
import io.weir.support.identity.Identity;
import io.weir.support.identity.LocalIdentity;
import io.weir.support.identity.Scope;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whoever may read the data folder of a platform may do everything there; commands on this machine say so. */
public final class LocalAccess {

    /** Less than a token lasts. */
    private static final long GOOD_FOR = TimeUnit.MINUTES.toNanos(1);

    private final Path dataDir;
    private Optional<String> last = Optional.empty();
    private long madeAt;

    public LocalAccess(Path dataDir) {
        this.dataDir = dataDir;
    }

    /** Signs a request; leaves it as it is where the platform has no keys, and so asks for nothing. */
    public void sign(HttpRequest.Builder request) {
        token().ifPresent(token -> request.setHeader("Authorization", "Bearer " + token));
    }

    /**
     * A token that is good for some minutes; none where the platform has no keys.
     *
     * @throws io.weir.standalone.platform.PlatformException where this user may not read them
     */
    public synchronized Optional<String> token() {
        if (last.isEmpty() || System.nanoTime() - madeAt > GOOD_FOR) {
            last = make();
            madeAt = System.nanoTime();
        }
        return last;
    }

    private Optional<String> make() {
        try {
            Identity identity =
                    new Identity(CallerKind.LOCAL.named(System.getProperty("user.name", "unknown")), Scope.ADMIN);
            return Optional.of(LocalIdentity.token(dataDir, identity));
        } catch (NoSuchFileException noKeys) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw UnreadableFolder.of(dataDir, unreadable);
        }
    }
}
