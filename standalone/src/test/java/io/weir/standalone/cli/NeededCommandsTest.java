package io.weir.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NeededCommandsTest {

    private static Set<String> commands(String... arguments) {
        return WeirCommand.commandLine(arguments).getSubcommands().keySet();
    }

    @Test
    void aCommandNeedsNoOther() {
        assertThat(commands("up", "--port", "9000")).contains("up").doesNotContain("demo", "bench");
    }

    /** To be listed, or told as what may have been meant. */
    @Test
    void whoNamesNoneGetsAll() {
        assertThat(commands("upp")).contains("up", "demo", "bench");
        assertThat(commands()).contains("up", "demo", "bench");
        assertThat(commands("completion", "up")).contains("up", "demo", "bench");
    }
}
