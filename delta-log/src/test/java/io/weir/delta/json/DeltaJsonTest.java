package io.weir.delta.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.InvalidActionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"size\": 1, \"size\": 1}",
                "{\"add\": {\"path\": \"a\", \"size\": 1, \"path\": \"b\"}}",
                "{\"list\": [{\"a\": {\"b\": null, \"b\": null}}]}",
                "{} {}",
                "{\"a\": 1"
            })
    void aFieldTwiceAndWhatIsNotOneValueAreRefused(String text) {
        assertThatThrownBy(() -> DeltaJson.parse(text, "add.stats"))
                .isInstanceOf(InvalidActionException.class)
                .hasMessageContaining("add.stats")
                .hasMessageContaining("is not JSON");
    }

    @Test
    void numbersKeepTheirDigitsAndFieldsTheirOrder() {
        String text = "{\"z\":1.10,\"a\":0.1234567890123456789,\"m\":12345678901234567890}";

        assertThat(DeltaJson.mapper().writeValueAsString(DeltaJson.parse(text, "stats")))
                .isEqualTo(text);
    }
}
