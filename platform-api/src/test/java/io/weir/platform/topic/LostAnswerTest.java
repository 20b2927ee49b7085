package io.weir.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.platform.TestPlatform;
import io.weir.platform.broker.Broker;
import io.weir.platform.broker.BrokerUnavailable;
import io.weir.platform.broker.Brokers;
import io.weir.platform.store.Store;
import io.weir.platform.store.StoreTarget;
import io.weir.platform.store.Stores;
import io.weir.support.problem.ProblemException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** What counts as a change of a topic, and what leaves nothing behind. */
class LostAnswerTest {

    private static final String TOPICS = "/api/v1/stores/lossy/topics";

    private static EmbeddedKafkaKraftBroker kafka;
    private static TestPlatform platform;
    private static Store store;
    private static Broker broker;

    @BeforeAll
    static void start() {
        kafka = new EmbeddedKafkaKraftBroker(1, 1);
        kafka.afterPropertiesSet();
        platform = new TestPlatform();
        platform.pipelines("");
        String properties = "{\"bootstrapServers\":\"" + kafka.getBrokersAsString() + "\"}";
        platform.post("/api/v1/stores", "{\"name\":\"lossy\",\"kind\":\"KAFKA\",\"properties\":" + properties + "}");
        store = platform.bean(Stores.class).get("lossy");
        broker = ((StoreTarget.Kafka) store.target()).broker();
    }

    @AfterAll
    static void stop() {
        platform.close();
        kafka.destroy();
    }

    private static void create(String topic) {
        assertThat(platform.post(TOPICS, "{\"name\":\"" + topic + "\",\"partitions\":1}")
                        .statusCode())
                .isEqualTo(201);
    }

    private static int patch(String topic, String body) {
        return platform.send(platform.request(TOPICS + "/" + topic)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(body)))
                .statusCode();
    }

    private static long count(String topic) {
        return platform.bean(TopicChanges.class).count(store.id(), topic);
    }

    /** The broker as it is, but that nobody hears that it made a change. */
    private static Brokers losingAnswers() {
        Brokers real = platform.bean(Brokers.class);
        return (Brokers) Proxy.newProxyInstance(
                Brokers.class.getClassLoader(), new Class<?>[] {Brokers.class}, (proxy, method, arguments) -> {
                    Object answer;
                    try {
                        answer = method.invoke(real, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                    if (method.getName().equals("change")) {
                        throw new BrokerUnavailable("does not answer", new IllegalStateException("lost"));
                    }
                    return answer;
                });
    }

    @Test
    void aChangeCountsAlsoWhereTheAnswerToItIsLost() {
        create("lost");
        TopicUpdates updates = new TopicUpdates(platform.bean(TopicChanges.class), losingAnswers());

        assertThatThrownBy(() -> updates.update(store, broker, "lost", tag -> {}, new TopicChange(2, Map.of())))
                .isInstanceOf(BrokerUnavailable.class);

        assertThat(platform.bean(Brokers.class).state(broker, "lost").partitions())
                .isEqualTo(2);
        assertThat(count("lost")).isEqualTo(1);
    }

    @Test
    void whatTheBrokerDoesNotTakeIsNoChange() {
        create("refused");
        TopicUpdates updates = platform.bean(TopicUpdates.class);

        assertThatThrownBy(() -> updates.update(
                        store, broker, "refused", tag -> {}, new TopicChange(2, Map.of("retention.ms", "soon"))))
                .isInstanceOf(ProblemException.class);

        assertThat(count("refused")).isZero();
    }

    /** Nobody knows what became of a change whose end is not noted: it counts with the next that comes. */
    @Test
    void whoSaysWhatHeReadDeletesNothingAfterAChangeThatNobodyToldTheEndOf() {
        create("in-hand");
        String read = tag("in-hand");
        platform.bean(TopicChanges.class).begin(store.id(), "in-hand", Duration.ZERO);

        assertThat(delete("in-hand", read)).isEqualTo(412);
        assertThat(platform.get(TOPICS + "/in-hand").statusCode()).isEqualTo(200);
        assertThat(delete("in-hand", tag("in-hand"))).isEqualTo(204);
    }

    @Test
    void nobodyChangesATopicBetweenALookAtItAndItsDeletion() {
        create("between");
        TopicChanges changes = platform.bean(TopicChanges.class);
        List<Boolean> isOthersTurn = new ArrayList<>();

        platform.bean(TopicUpdates.class)
                .delete(
                        store,
                        broker,
                        "between",
                        tag -> {},
                        () -> isOthersTurn.add(changes.begin(store.id(), "between", Duration.ofSeconds(1))
                                .isPresent()));

        assertThat(isOthersTurn).containsExactly(false);
        assertThat(count("between")).isEqualTo(1);
    }

    private static String tag(String topic) {
        return platform.get(TOPICS + "/" + topic).headers().firstValue("ETag").orElseThrow();
    }

    private static int delete(String topic, String tag) {
        return platform.delete(TOPICS + "/" + topic, "If-Match", tag).statusCode();
    }

    @Test
    void nothingIsNotedOfTopicsThatAreNotThere() {
        String tooLongForAnIndex = new Random(1)
                .ints(5000, 0, 36)
                .mapToObj(digit -> Integer.toString(digit, 36))
                .collect(Collectors.joining());

        assertThat(patch("nowhere", "{\"partitions\":2}")).isEqualTo(404);
        assertThat(patch(tooLongForAnIndex, "{\"partitions\":2}")).isEqualTo(404);

        assertThat(platform.bean(JdbcClient.class)
                        .sql("select count(*) from topic_change where topic = 'nowhere' or length(topic) > 249")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
