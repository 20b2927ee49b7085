package io.weir.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class StartCompilationTest {

    private static final String ONLY_STARTS = "org.springframework.beans";

    /** What the JVM's compilers are told just now. */
    private static String directives() throws Exception {
        ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        Object told = ManagementFactory.getPlatformMBeanServer()
                .invoke(commands, "compilerDirectivesPrint", new Object[0], new String[0]);
        return told.toString().replace('/', '.');
    }

    @Test
    void theSecondCompilerIsKeptFromWhatOnlyStartsRunUntilTheStartEnds() throws Exception {
        StartCompilation start = StartCompilation.begin();
        try {
            assertThat(directives())
                    .contains(ONLY_STARTS)
                    .contains("Exclude:true")
                    .contains("-" + ONLY_STARTS);
        } finally {
            start.end();
        }
        assertThat(directives()).doesNotContain(ONLY_STARTS);
    }
}
