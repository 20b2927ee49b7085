package io.weir.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    static List<String> patterns() {
        return StartCompilation.STARTS_ONLY;
    }

    /** Nobody would notice a directive for what a newer library or JDK calls otherwise. */
    @ParameterizedTest
    @MethodSource("patterns")
    void eachPatternStandsForSomethingThatIsThere(String pattern) throws Exception {
        int dot = pattern.lastIndexOf('.');
        String type = pattern.substring(0, dot);
        String method = pattern.substring(dot + 1);
        if (type.endsWith("/*")) {
            assertThat(isPackage(type.substring(0, type.length() - 2))).isTrue();
        } else {
            Class<?> declaring = Class.forName(
                    type.replaceFirst("(\\$\\$Lambda)?\\*$", "").replace('/', '.'),
                    false,
                    getClass().getClassLoader());
            assertThat(Stream.of(declaring.getDeclaredMethods()).map(Method::getName))
                    .anyMatch(name -> method.equals("*") || method.equals(name));
        }
    }

    private boolean isPackage(String path) {
        String name = path.replace('/', '.');
        return getClass().getClassLoader().getResource(path) != null
                || ModuleLayer.boot().modules().stream()
                        .flatMap(module -> module.getPackages().stream())
                        .anyMatch(known -> known.equals(name) || known.startsWith(name + "."));
    }
}
