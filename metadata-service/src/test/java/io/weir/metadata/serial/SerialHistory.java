package io.weir.metadata.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What happened to some tables, checked after the fact: what was committed, what was refused, and what was seen. */
final class SerialHistory {

    private final Map<String, SerialModel> models = new HashMap<>();

    SerialHistory(Collection<View> created) {
        created.forEach(view -> models.put(view.table(), new SerialModel(view)));
    }

    SerialModel model(String table) {
        return models.get(table);
    }

    void check(Collection<Exchange> exchanges, Collection<View> views) {
        exchanges.stream().filter(Exchange::isCommitted).forEach(this::commit);
        models.values().forEach(SerialModel::replay);
        exchanges.stream().filter(exchange -> !exchange.isCommitted()).forEach(exchange -> checkRefusal(exchange));
        views.forEach(this::checkView);
    }

    private void commit(Exchange exchange) {
        assertThat(exchange.repeated()).as("was committed twice: %s", exchange).isFalse();
        for (int index = 0; index < exchange.intents().size(); index++) {
            Intent intent = exchange.intents().get(index);
            model(intent.read.table()).committed(exchange.version(index), intent);
        }
    }

    /** Whoever is refused is refused with cause: the version that is named stands against it, and none before. */
    private void checkRefusal(Exchange exchange) {
        JsonNode answer = exchange.answer().json();
        if (exchange.answer().status() == 200) {
            checkDuplicate(exchange);
            return;
        }
        assertThat(exchange.answer().status()).as("%s", exchange).isEqualTo(409);
        Intent intent = exchange.intents().get(answer.path("commit").asInt(0));
        if (answer.get("code").stringValue().equals("transaction-conflict")) {
            assertThat(intent.guarded).as("%s", exchange).isTrue();
            return;
        }
        long winner = answer.get("winningVersion").longValue();
        assertThat(model(intent.read.table()).firstConflict(intent, winner))
                .as("%s", exchange)
                .isEqualTo(answer.get("reason").stringValue() + " " + winner);
    }

    private void checkDuplicate(Exchange exchange) {
        Intent intent = exchange.intents().get(0);
        Intent before = model(intent.read.table()).commit(exchange.version(0));
        assertThat(before.application).as("%s", exchange).isEqualTo(intent.application);
        assertThat(before.transaction).as("%s", exchange).isEqualTo(intent.transaction);
    }

    void checkView(View view) {
        SerialModel model = model(view.table());
        String at = view.table() + " at " + view.version();
        assertThat(view.files()).as(at).isEqualTo(model.files(view.version()));
        assertThat(view.metadata()).as(at).isEqualTo(model.metadata(view.version()));
        assertThat(view.protocol()).as(at).isEqualTo(model.protocol(view.version()));
    }
}
