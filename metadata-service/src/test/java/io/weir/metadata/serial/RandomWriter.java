package io.weir.metadata.serial;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A client that reads and then commits what it made of that, as often as it is told to. */
final class RandomWriter {

    private final MetadataServer server;
    private final List<String> tables;
    private final Random random;
    private final RandomIntents intents;
    private final Collection<View> views;
    private final Collection<Exchange> exchanges;
    private final List<View> read = new ArrayList<>();

    /**
     * @param views where it notes what it read
     * @param exchanges where it notes what it asked for, and the answers
     */
    RandomWriter(
            int number,
            MetadataServer server,
            List<String> tables,
            Random random,
            Collection<View> views,
            Collection<Exchange> exchanges) {
        this.server = server;
        this.tables = tables;
        this.random = random;
        this.intents = new RandomIntents(number, random);
        this.views = views;
        this.exchanges = exchanges;
    }

    /** Reads, if it did not; else commits. */
    void step() {
        if (read.isEmpty()) {
            List<String> chosen = new ArrayList<>(tables);
            Collections.shuffle(chosen, random);
            int count = random.nextInt(4) == 0 ? 2 + random.nextInt(tables.size() - 1) : 1;
            chosen.subList(0, count).forEach(table -> read.add(View.read(server, table)));
            views.addAll(read);
        } else if (read.size() == 1) {
            commit(List.of(intents.next(read.get(0))));
            read.clear();
        } else {
            commit(read.stream().map(intents::part).toList());
            read.clear();
        }
    }

    /** Now and then as if the answer had been lost: the same request again must change nothing. */
    private void commit(List<Intent> wanted) {
        boolean keyed = random.nextInt(4) == 0;
        String[] headers = keyed
                ? new String[] {"Idempotency-Key", new UUID(random.nextLong(), random.nextLong()).toString()}
                : new String[0];
        String path = wanted.size() == 1
                ? "/api/v1/tables/" + wanted.get(0).read.table() + "/commits"
                : "/api/v1/transactions";
        Object body = wanted.size() == 1 ? wanted.get(0).request() : Map.of("commits", parts(wanted));
        Answer answer = server.post(path, body, headers);
        exchanges.add(new Exchange(wanted, answer, false));
        if (answer.status() == 200 && keyed) {
            Answer again = server.post(path, body, headers);
            assertThat(again.status()).isEqualTo(answer.status());
            assertThat(again.text()).isEqualTo(answer.text());
        } else if (answer.status() == 200 && wanted.get(0).application != null) {
            exchanges.add(new Exchange(wanted, server.post(path, body), true));
        }
    }

    private static List<Map<String, Object>> parts(List<Intent> intents) {
        return intents.stream()
                .<Map<String, Object>>map(intent -> Map.of("table", intent.read.table(), "commit", intent.request()))
                .toList();
    }
}
