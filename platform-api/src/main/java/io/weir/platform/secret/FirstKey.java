package io.weir.platform.secret;

import io.weir.platform.secret.key.KeyRings;
import io.weir.support.paging.PageRequest;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Makes the first key of a platform that keeps its keys itself. Never one in place of a key that is gone: what it sealed
 * would be lost without anybody being told.
 */
@Component
class FirstKey implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FirstKey.class);

    private final KeyRings keys;
    private final Secrets secrets;

    FirstKey(KeyRings keys, Secrets secrets) {
        this.keys = keys;
        this.secrets = secrets;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        try {
            if (secrets.list(new PageRequest(1, null)).isEmpty()) {
                keys.makeFirst();
            }
            keys.find();
        } catch (IOException | IllegalStateException unusable) {
            LOG.error("Secrets can be neither made nor read until their keys are there: {}", unusable.getMessage());
        }
    }
}
