package io.weir.delta.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is read without trees is what a tree of the same text has, however many fields there are. */
class CompactObjectTest {

    private static final JsonMapper JSON = DeltaJson.mapper();

    private static Object read(String json) {
        return JSON.readValue(json, CompactValue.class).value();
    }

    /** Fields {@code f0} to one before {@code count}. */
    private static String fields(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "\"f" + number + "\":" + number)
                .collect(Collectors.joining(","));
    }

    @Test
    void anyNumberOfFieldsIsThereInTheOrderInWhichTheyCame() {
        for (int count = 0; count < 40; count++) {
            String json = "{" + fields(count) + "}";
            CompactObject object = (CompactObject) read(json);

            assertThat(object.size()).isEqualTo(count);
            assertThat(object.names())
                    .isEqualTo(IntStream.range(0, count)
                            .mapToObj(number -> "f" + number)
                            .toList());
            assertThat(CompactObject.tree(object)).isEqualTo(JSON.readTree(json));
            assertThat(CompactObject.tree(CompactObject.of(JSON.readTree(json), "x")))
                    .isEqualTo(JSON.readTree(json));
        }
    }

    @Test
    void aFieldThatIsThereTwiceIsRefusedWhereverItStandsAmongHoweverMany() {
        for (int count = 1; count < 40; count++) {
            for (int twice = 0; twice < count; twice++) {
                String json = "{\"outer\":{" + fields(count) + ",\"f" + twice + "\":0}}";
                assertThatThrownBy(() -> read(json))
                        .isInstanceOf(JacksonException.class)
                        .hasMessageContaining("Duplicate field 'f" + twice + "'");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":null,\"b\":true,\"c\":\"x\",\"d\":{}}",
                "{\"int\":-1,\"long\":3000000000,\"big\":99999999999999999999,\"decimal\":1.50}",
                "{\"least\":-9223372036854775808,\"most\":9223372036854775807}",
                "{\"list\":[1,[],{\"a\":[null,\"x\"]}],\"none\":[]}",
                "[{\"a\":1}]",
                "7",
                "null",
                "\"text\""
            })
    void valuesOfEveryKindAreWhatATreeHas(String json) {
        assertThat(CompactObject.tree(read(json))).isEqualTo(JSON.readTree(json));
    }
}
