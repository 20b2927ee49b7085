package io.weir.ingest.store.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.DependencySettings;
import io.weir.ingest.store.Stores;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.problem.ProblemException;
import io.weir.support.services.ServiceLocations;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpStoresTest {

    /** No port of a service: nobody listens. */
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    private final Stores stores = new HttpStores(
            new ServiceLocations(NOBODY, NOBODY, NOBODY, NOBODY),
            ServiceIdentity.silent(),
            new Dependencies(DependencySettings.DEFAULTS));

    /** Also once the platform is spared: whoever asked about a pipeline is told to ask again, and not that something is broken. */
    @Test
    void whoeverNeedsAStoreWhileThePlatformIsAwayIsToldToAskAgain() {
        for (int call = 0; call < 2 * DependencySettings.DEFAULTS.leastCalls(); call++) {
            ProblemException away = catchThrowableOfType(ProblemException.class, () -> stores.find("lake"));
            assertThat(away.problem().status().value()).isEqualTo(503);
            assertThat(away.retryAfter()).isEqualTo(Duration.ofSeconds(1));
            assertThat(away).hasMessageStartingWith("the platform does not say what store lake is");
        }
    }
}
