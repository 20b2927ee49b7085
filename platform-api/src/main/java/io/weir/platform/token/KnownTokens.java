package io.weir.platform.token;

import io.weir.support.identity.BearerTokens;
import io.weir.support.identity.Identity;
import io.weir.support.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tells who brings an API token. What the database said holds for a second, so that a caller's many calls cost one look-up;
 * a revocation here holds at once.
 */
@Component
public class KnownTokens implements BearerTokens {

    private static final Duration HOLDS = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int MOST = 10_000;

    /** Compared with where there is no such token, so that the answer takes as long. */
    private static final String NOBODYS = TokenText.make().hash();

    private final Tokens tokens;
    private final Map<String, Looked> looked = new ConcurrentHashMap<>();
    private final AtomicLong revocations = new AtomicLong();

    KnownTokens(Tokens tokens) {
        this.tokens = tokens;
    }

    private record Looked(Optional<Tokens.Kept> kept, long nanos) {

        boolean isFresh() {
            return System.nanoTime() - nanos < HOLDS.toNanos();
        }
    }

    @Override
    public Optional<Identity> find(String token) {
        return TokenText.parse(token).flatMap(this::find);
    }

    private Optional<Identity> find(TokenText text) {
        Optional<Tokens.Kept> kept = look(text.id());
        String expected = kept.map(Tokens.Kept::secretHash).orElse(NOBODYS);
        boolean genuine = MessageDigest.isEqual(bytes(expected), bytes(text.hash()));
        return kept.filter(there -> genuine).flatMap(KnownTokens::holder);
    }

    /** Whom the token of this id speaks for now, to who has seen it before; none where it has expired or was revoked since. */
    public Optional<Identity> holder(String id) {
        return look(id).flatMap(KnownTokens::holder);
    }

    private static Optional<Identity> holder(Tokens.Kept kept) {
        return kept.token().isExpired(Instant.now())
                ? Optional.empty()
                : Optional.of(kept.token().identity(kept.roles()));
    }

    private static byte[] bytes(String hash) {
        return hash.getBytes(StandardCharsets.US_ASCII);
    }

    private Optional<Tokens.Kept> look(String id) {
        Looked before = looked.get(id);
        if (before != null && before.isFresh()) {
            return before.kept();
        }
        long seen = revocations.get();
        long asked = System.nanoTime();
        Optional<Tokens.Kept> kept = ask(id);
        keep(id, new Looked(kept, asked), seen);
        return kept;
    }

    /** Not what was asked before a revocation: it may be what the revocation ended. */
    private synchronized void keep(String id, Looked answer, long revocationsBefore) {
        if (looked.size() >= MOST) {
            looked.clear();
        }
        if (revocations.get() == revocationsBefore) {
            looked.put(id, answer);
        }
    }

    private Optional<Tokens.Kept> ask(String id) {
        try {
            return tokens.findById(id);
        } catch (DataAccessException away) {
            throw ProblemException.unavailable(
                    "Whose token this is cannot be told: the database does not answer", RETRY_AFTER, away);
        }
    }

    /** Has the next call look again. */
    synchronized void forget(String id) {
        revocations.incrementAndGet();
        looked.remove(id);
    }
}
