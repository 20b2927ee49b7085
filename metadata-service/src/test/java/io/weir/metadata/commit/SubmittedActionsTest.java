package io.weir.metadata.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.action.SetTransaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class SubmittedActionsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** By its text, a request that is sent again is told from another: old replicas and new ones must agree on it. */
    @Test
    void untilTheyAreReadTheyAreWhatCame() {
        String text = "[{\"txn\":{\"version\":1.0,\"appId\":\"a\",\"unknown\":null,\"list\":[1,{\"b\":true}]}},"
                + "{},7,9223372036854775807,9223372036854775808,\"add\",false,[],null]";

        assertThat(JSON.writeValueAsString(JSON.readValue(text, SubmittedActions.class)))
                .isEqualTo(text);
    }

    /** Which of the two is meant nobody could tell; beyond a few fields, names are looked up in another way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"txn\":{}},{\"add\":{\"size\":1,\"path\":\"a\",\"size\":1}}]",
                "[{},{\"add\":{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,"
                        + "\"j\":1,\"k\":1,\"l\":1,\"m\":1,\"n\":1,\"o\":1,\"size\":1,\"q\":1,\"size\":1}}]"
            })
    void aFieldTwiceIsRefusedWithItsPlace(String text) {
        assertThatThrownBy(() -> JSON.readValue(text, SubmittedActions.class))
                .isInstanceOfSatisfying(JacksonException.class, refused -> assertThat(refused.getPath())
                        .extracting(step -> step.getPropertyName() == null ? step.getIndex() : step.getPropertyName())
                        .containsExactly(1, "add", "size"));
    }

    @Test
    void theyAreReadOnceAndKeptNoLonger() {
        SubmittedActions actions =
                JSON.readValue("[{\"txn\":{\"appId\":\"a\",\"version\":1}}]", SubmittedActions.class);

        assertThat(actions.isEmpty()).isFalse();
        assertThat(actions.read()).singleElement().isEqualTo(SetTransaction.of("a", 1, null));
        assertThatThrownBy(actions::read).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(actions::trees).isInstanceOf(IllegalStateException.class);
        assertThat(JSON.readValue("[]", SubmittedActions.class).isEmpty()).isTrue();
    }
}
