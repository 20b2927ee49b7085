package io.weir.metadata.commit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.action.SetTransaction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SubmittedActionsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** By its text, a request that is sent again is told from another: old replicas and new ones must agree on it. */
    @Test
    void untilTheyAreReadTheyAreWhatCame() {
        String text = "[{\"txn\":{\"version\":1.0,\"appId\":\"a\",\"unknown\":null}},7,null]";

        assertThat(JSON.writeValueAsString(JSON.readValue(text, SubmittedActions.class)))
                .isEqualTo(text);
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
