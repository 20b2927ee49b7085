package io.weir.metadata.mirror;

import io.weir.metadata.MetadataSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Says in the log when mirrors fall behind, once when it gets worse and once when it is over. */
@Component
@EnableScheduling
class MirrorWatch {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorWatch.class);

    private final Mirrors mirrors;
    private final boolean watches;
    private MirrorLevel told = MirrorLevel.OK;

    MirrorWatch(Mirrors mirrors, MetadataSettings settings) {
        this.mirrors = mirrors;
        this.watches = settings.metadata().mirror().workers() > 0;
    }

    @Scheduled(fixedDelayString = "${weir.metadata.mirror.watch-interval:10s}", initialDelayString = "10s")
    void look() {
        if (!watches) {
            return;
        }
        try {
            tell(mirrors.backlog());
        } catch (DataAccessException unreadable) {
            LOG.warn("How far the mirrors are cannot be told: {}", unreadable.getMessage());
        }
    }

    MirrorLevel tell(Backlog backlog) {
        MirrorLevel level = backlog.criticalTables() > 0
                ? MirrorLevel.CRITICAL
                : backlog.lateTables() > 0 ? MirrorLevel.WARNING : MirrorLevel.OK;
        if (level != told) {
            told = level;
            String text = "Mirrors: {}; {} tables late, {} critical, {} versions behind, the oldest {} s old";
            Object[] found = {
                level,
                backlog.lateTables(),
                backlog.criticalTables(),
                backlog.versions(),
                Math.round(backlog.lagSeconds())
            };
            switch (level) {
                case CRITICAL -> LOG.error(text, found);
                case WARNING -> LOG.warn(text, found);
                case OK -> LOG.info(text, found);
            }
        }
        return level;
    }
}
