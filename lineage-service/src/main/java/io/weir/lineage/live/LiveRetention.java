package io.weir.lineage.live;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Drops live events that nobody comes back for any more. */
@Component
class LiveRetention {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRetention.class);
    private static final int A_FULL_PAGE = 10_000;

    private final LiveEvents events;

    LiveRetention(LiveEvents events) {
        this.events = events;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void dropOld() {
        try {
            int dropped;
            do {
                dropped = events.dropOld();
            } while (dropped == A_FULL_PAGE);
        } catch (DataAccessException down) {
            LOG.warn("Old live events stay for now", down);
        }
    }
}
