package io.weir.ingest.source.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler;

/**
 * How a broker of tests looks at tokens: as Kafka does, and it remembers those that it took. It lets nobody stay for less time
 * because a token is about to end: a client in such a hurry comes again sooner than brokers allow, on a slow machine.
 */
public final class SeenTokens extends OAuthBearerValidatorCallbackHandler {

    private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();

    /** By how many different tokens somebody signed in, so far. */
    static int taken() {
        return TAKEN.size();
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        super.handle(callbacks);
        for (Callback each : callbacks) {
            if (each instanceof OAuthBearerValidatorCallback callback && callback.token() != null) {
                TAKEN.add(callback.token().value());
                callback.token(new Lasting(callback.token()));
            }
        }
    }

    /** A token that is good for an hour more than it says. */
    private record Lasting(OAuthBearerToken token) implements OAuthBearerToken {

        @Override
        public String value() {
            return token.value();
        }

        @Override
        public Set<String> scope() {
            return token.scope();
        }

        @Override
        public long lifetimeMs() {
            return token.lifetimeMs() + Duration.ofHours(1).toMillis();
        }

        @Override
        public String principalName() {
            return token.principalName();
        }

        @Override
        public Long startTimeMs() {
            return token.startTimeMs();
        }
    }
}
