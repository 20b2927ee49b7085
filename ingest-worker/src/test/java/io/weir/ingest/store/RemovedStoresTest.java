package io.weir.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.DependencySettings;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemovedStoresTest {

    private final Dependencies dependencies = new Dependencies(DependencySettings.DEFAULTS);

    private void makeDoubtful(String store) {
        for (int i = 0; i < DependencySettings.DEFAULTS.leastCalls(); i++) {
            dependencies.store(store).failed(new IOException("reset"));
        }
        assertThat(dependencies.store(store).isDoubtful()).isTrue();
    }

    @Test
    void theNextOfANameIsNotBlamedForTheOneBefore() {
        makeDoubtful("gone");
        makeDoubtful("there");
        Stores stores = name -> name.equals("there")
                ? Optional.of(new StoreAddress(name, StoreAddress.KAFKA, Map.of()))
                : Optional.empty();

        new RemovedStores(stores, dependencies).forget();

        assertThat(dependencies.stores()).isEqualTo(Set.of("there"));
        assertThat(dependencies.store("there").isDoubtful()).isTrue();
        assertThat(dependencies.store("gone").isDoubtful()).isFalse();
    }

    @Test
    void whileThePlatformDoesNotAnswerAllStay() {
        makeDoubtful("there");
        Stores stores = name -> {
            throw new StoresUnavailableException("the platform does not answer", null);
        };

        assertThatCode(() -> new RemovedStores(stores, dependencies).forget()).doesNotThrowAnyException();
        assertThat(dependencies.store("there").isDoubtful()).isTrue();
    }
}
