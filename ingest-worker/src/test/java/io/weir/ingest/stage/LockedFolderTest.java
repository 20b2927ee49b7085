package io.weir.ingest.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedFolderTest {

    @TempDir
    Path root;

    /** A worker that starts on a folder which others use. */
    static final class Newcomer {

        private Newcomer() {}

        public static void main(String[] root) throws IOException {
            LockedFolder.removeAbandoned(Path.of(root[0]));
        }
    }

    @Test
    void whoLooksForWhatWasAbandonedLeavesItsOwnAndWhatOthersUse() throws Exception {
        Path left = Files.createDirectories(root.resolve("left"));
        Files.createFile(left.resolve("lock"));

        try (LockedFolder own = LockedFolder.make(root)) {
            LockedFolder.removeAbandoned(root);
            Process newcomer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Newcomer.class.getName(),
                            root.toString())
                    .inheritIO()
                    .start();
            assertThat(newcomer.waitFor()).isZero();

            assertThat(own.path().resolve("lock")).exists();
            assertThat(left).doesNotExist();
        }
        assertThat(root).isEmptyDirectory();
    }
}
