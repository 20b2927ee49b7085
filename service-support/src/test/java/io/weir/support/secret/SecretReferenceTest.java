package io.weir.support.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReferenceTest {

    @Test
    void aFileIsReadAnewEachTime(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), " one\n");
        SecretReference reference = new SecretReference("file:" + file);
        assertThat(reference.read()).isEqualTo("one");
        Files.writeString(file, "two");
        assertThat(reference.read()).isEqualTo("two");
        Files.writeString(file, " ");
        assertThatThrownBy(reference::read).hasMessageContaining("is empty");
        Files.delete(file);
        assertThatThrownBy(reference::read).hasMessageContaining("cannot be read");
    }

    @Test
    void aVariableIsReadOrNamed() {
        assertThat(new SecretReference("env:PATH").read())
                .isEqualTo(System.getenv("PATH").strip());
        assertThatThrownBy(new SecretReference("env:NO_SUCH_VARIABLE")::read).hasMessageContaining("NO_SUCH_VARIABLE");
    }

    @Test
    void aVariableOfTheFileIsReadWhereTheEnvironmentHasNone() {
        ProcessVariables.useFile(Map.of("NO_SUCH_VARIABLE", " of the file ", "PATH", "of the file"));
        try {
            assertThat(new SecretReference("env:NO_SUCH_VARIABLE").read()).isEqualTo("of the file");
            assertThat(new SecretReference("env:PATH").read())
                    .isEqualTo(System.getenv("PATH").strip());
            assertThat(ProcessVariables.all())
                    .containsEntry("NO_SUCH_VARIABLE", " of the file ")
                    .containsEntry("PATH", System.getenv("PATH"));
        } finally {
            ProcessVariables.useFile(Map.of());
        }
        assertThatThrownBy(new SecretReference("env:NO_SUCH_VARIABLE")::read).hasMessageContaining("NO_SUCH_VARIABLE");
    }

    @Test
    void whatIsNoReferenceIsNotRepeated() {
        assertThatThrownBy(() -> new SecretReference("hunter2"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("hunter2");
    }
}
