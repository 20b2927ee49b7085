package io.weir.ingest.source.eventhubs;

import static io.weir.ingest.source.SourceContract.EARLIEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import io.weir.ingest.source.RecordingReader;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.StoresUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a connection string may be, and that nothing repeats it. */
@ExtendWith(EmulatedHubs.Shared.class)
class ConnectionStringTest {

    @TempDir
    Path folder;

    private final EmulatedHubs hubs;

    ConnectionStringTest(EmulatedHubs hubs) {
        this.hubs = hubs;
    }

    @Test
    void aConnectionStringMayBeAVariableOfTheWorkers() {
        SourceRequest topic = in(hubs.store("env:HUBS"), hubs.topic(EARLIEST));
        hubs.produce(topic, 0, 7);

        assertThat(hubs.sources(Map.of("HUBS", hubs.connectionString() + "\n"), EmulatedHubs.NO_SECRETS)
                        .ends(topic))
                .isEqualTo(Map.of(0, 4L, 1, 3L));
        assertThatThrownBy(() -> hubs.sources(Map.of(), EmulatedHubs.NO_SECRETS).ends(topic))
                .isInstanceOf(SourceException.class)
                .hasMessage("the environment variable HUBS, which holds a connection string,"
                        + " is not set where the worker runs");
    }

    private static SourceRequest in(StoreAddress store, SourceRequest topic) {
        return new SourceRequest(store, topic.reader(), topic.topic(), topic.group(), topic.start());
    }

    @Test
    void aConnectionStringMayBeASecretOfThePlatforms() {
        SourceRequest topic = in(hubs.store("secret:hubs"), hubs.topic(EARLIEST));
        hubs.produce(topic, 0, 7);
        Secrets kept = name -> name.equals("hubs") ? hubs.connectionString() : EmulatedHubs.NO_SECRETS.value(name);

        assertThat(hubs.sources(Map.of(), kept).ends(topic)).isEqualTo(Map.of(0, 4L, 1, 3L));
        assertThatThrownBy(() -> hubs.sources(Map.of(), EmulatedHubs.NO_SECRETS).ends(topic))
                .isInstanceOfSatisfying(SourceException.class, refused -> assertThat(refused.isLasting())
                        .isTrue())
                .hasMessage("there is no secret hubs");
        Secrets away = name -> {
            throw new StoresUnavailableException("the platform does not answer", null);
        };
        assertThatThrownBy(() -> hubs.sources(Map.of(), away).ends(topic))
                .isInstanceOfSatisfying(SourceException.class, later -> assertThat(later.isLasting())
                        .isFalse());
    }

    @Test
    void aKeyThatWasExchangedWhileItWasReadWithDoesNotEndAPipeline() {
        SourceRequest topic = hubs.topic(EARLIEST);
        var expired = new AmqpException(false, AmqpErrorCondition.UNAUTHORIZED_ACCESS, "of another key", null);
        var gone = new AmqpException(false, AmqpErrorCondition.NOT_FOUND, "no such hub", null);

        assertThat(Failures.ofAdmitted(topic, expired).isLasting()).isFalse();
        assertThat(Failures.of(topic, expired).isLasting()).isTrue();
        assertThat(Failures.ofAdmitted(topic, gone).isLasting()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Endpoint=sb://localhost/;SharedAccessKey=geheim",
                "Endpoint=sb://localhost/;SharedAccessKeyName=R;SharedAccessKey=geheim;EntityPath=another",
                "Endpoint=sb://localhost.example/;SharedAccessKeyName=R;SharedAccessKey=geheim",
                "SharedAccessKey=geheim",
                "geheim"
            })
    void aConnectionStringIsNeverRepeated(String unusable) throws IOException {
        Path file = folder.resolve("wrong");
        Files.writeString(file, unusable);
        SourceRequest wrong = new SourceRequest(hubs.store("file:" + file), "reader", "hub", "$Default", EARLIEST);

        assertThatThrownBy(() -> hubs.sources().open(wrong, new RecordingReader()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("store hubs")
                .hasNoCause()
                .message()
                .doesNotContain("geheim");
    }
}
