package io.weir.lineage.heartbeat;

import io.weir.lineage.live.Announcement;
import io.weir.lineage.live.LiveEventType;
import io.weir.lineage.live.LiveEvents;
import io.weir.lineage.openlineage.EventJson;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells listeners which runs were lost and which came back, each once. While this service was away nobody could give it
 * a sign of life, so that it tells of no run before it was up for as long as the run may be silent.
 */
@Component
class LifeWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LifeWatch.class);

    private final Heartbeats heartbeats;
    private final LiveEvents live;
    private final TransactionTemplate transactions;
    private final Instant begin;

    LifeWatch(Heartbeats heartbeats, LiveEvents live, TransactionTemplate transactions, Clock clock) {
        this.heartbeats = heartbeats;
        this.live = live;
        this.transactions = transactions;
        this.begin = clock.instant();
    }

    @Scheduled(fixedDelayString = "${weir.lineage.heartbeat.watch-interval:5s}")
    void look() {
        try {
            transactions.executeWithoutResult(status -> tell(begin));
        } catch (DataAccessException | TransactionException down) {
            LOG.warn("Lost runs are not told of for now", down);
        }
    }

    void tell(Instant notBefore) {
        List<Announcement> news = new ArrayList<>();
        heartbeats.takeLost(notBefore).forEach(run -> news.add(announcement(LiveEventType.RUN_LOST, run)));
        heartbeats.takeRecovered().forEach(run -> news.add(announcement(LiveEventType.RUN_RECOVERED, run)));
        heartbeats.forgetEnded();
        if (!news.isEmpty()) {
            live.append(news);
        }
    }

    private static Announcement announcement(LiveEventType type, Heartbeats.WatchedRun run) {
        Map<String, Object> data = Map.of(
                "last_heartbeat_at", run.aliveAt().toString(),
                "job", Map.of("namespace", run.namespace(), "name", run.job()));
        return new Announcement(type.label(), run.runId(), run.jobId(), List.of(), EventJson.tree(data));
    }
}
