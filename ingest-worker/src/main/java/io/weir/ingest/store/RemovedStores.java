package io.weir.ingest.store;

import io.weir.ingest.dependency.Dependencies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets what was known of stores that were removed: nobody tells workers of that, so the platform is asked now and then. */
@Component
class RemovedStores {

    private static final Logger LOG = LoggerFactory.getLogger(RemovedStores.class);

    private final Stores stores;
    private final Dependencies dependencies;

    RemovedStores(Stores stores, Dependencies dependencies) {
        this.stores = stores;
        this.dependencies = dependencies;
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT5M")
    void forget() {
        try {
            for (String name : dependencies.stores()) {
                if (stores.find(name).isEmpty()) {
                    dependencies.forgetStore(name);
                }
            }
        } catch (StoresUnavailableException unanswered) {
            LOG.debug("whether stores were removed is looked at later: {}", unanswered.getMessage());
        }
    }
}
