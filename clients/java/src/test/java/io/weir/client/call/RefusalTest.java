package io.weir.client.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of a problem, as the other clients and the command line tell it. */
class RefusalTest {

    static Stream<Arguments> cases() throws IOException {
        JsonNode cases =
                new ObjectMapper().readTree(Path.of("../problem-texts.json").toFile());
        return StreamSupport.stream(cases.spliterator(), false)
                .map(told -> Arguments.of(
                        told.path("why").textValue(),
                        told.path("problem"),
                        told.path("text").textValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aProblemIsToldAsByAll(String why, JsonNode problem, String text) {
        assertThat(new Refusal(422, null, null, null, problem, Duration.ZERO).sentence())
                .as(why)
                .isEqualTo(text);
    }
}
