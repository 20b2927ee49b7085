package io.weir.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What people are told of a problem, each part of it once. */
class ProblemTextTest {

    private static String text(String problem) {
        return ProblemText.of(JsonMapper.shared().readTree(problem), "nothing");
    }

    @Test
    void whatIsAllowedIsToldOnce() {
        String allowed = "a date-time as in 2026-01-31T12:00:00Z";
        String problem = """
                {"detail":"since must be %s.",
                 "errors":[{"field":"since","message":"has a value that does not fit","found":"yesterday","allowed":"%s"}]}""";

        assertThat(text(problem.formatted(allowed, allowed)))
                .isEqualTo("since must be " + allowed + "; found yesterday");
    }

    @Test
    void whatTheDetailDoesNotSayIsToldOfEachField() {
        assertThat(text("""
                {"detail":"name is not a name.",
                 "errors":[{"field":"name","message":"is not a name","found":"a b","allowed":"letters"},
                           {"field":"limit","message":"is out of range","allowed":"1 to 9"}]}"""))
                .isEqualTo("name is not a name; name: found a b, allowed: letters; limit: is out of range,"
                        + " allowed: 1 to 9");
    }
}
