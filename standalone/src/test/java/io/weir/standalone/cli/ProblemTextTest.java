package io.weir.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people are told of a problem, each part of it once, as the clients tell it. */
class ProblemTextTest {

    static Stream<Arguments> cases() {
        JsonNode cases = JsonMapper.shared().readTree(Path.of("../clients/problem-texts.json"));
        return cases.valueStream()
                .map(told -> Arguments.of(
                        told.path("why").asString(),
                        told.path("problem"),
                        told.path("text").asString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aProblemIsToldAsByAll(String why, JsonNode problem, String text) {
        assertThat(ProblemText.of(problem, "nothing")).as(why).isEqualTo(text);
    }
}
