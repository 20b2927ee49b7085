package io.weir.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunDataTest {

    @ParameterizedTest
    @CsvSource({
        "sales.servicebus.windows.net,      kafka://sales.servicebus.windows.net:9093",
        "sales.servicebus.windows.net:5671, kafka://sales.servicebus.windows.net:9093",
        "localhost:5672,                    kafka://localhost:5672"
    })
    void aHubHasOneNameWhicheverWayItIsRead(String namespace, String expected) {
        assertThat(RunData.hub(namespace, "orders")).isEqualTo(new RunData.Input(expected, "orders"));
    }
}
