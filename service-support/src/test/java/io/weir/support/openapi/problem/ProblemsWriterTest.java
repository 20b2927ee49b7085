package io.weir.support.openapi.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build that finds what the last one found leaves the file as it is, so that nothing behind it is compiled again. */
class ProblemsWriterTest {

    private static final String SERVICE = "io.weir.support.problem";
    private static final FileTime BEFORE = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    Path classes;

    @Test
    void whatSaysTheSameIsNotWrittenAgain() throws Exception {
        Path file = classes.resolve(WrittenProblems.place(SERVICE));
        ProblemsWriter.main(SERVICE, classes.toString());
        String found = Files.readString(file);
        Files.setLastModifiedTime(file, BEFORE);

        ProblemsWriter.main(SERVICE, classes.toString());

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(BEFORE);
        assertThat(file).hasContent(found);
    }

    @Test
    void whatSaysSomethingElseIsReplaced() throws Exception {
        Path file = classes.resolve(WrittenProblems.place(SERVICE));
        ProblemsWriter.main(SERVICE, classes.toString());
        String found = Files.readString(file);
        Files.writeString(file, found + "\n");

        ProblemsWriter.main(SERVICE, classes.toString());

        assertThat(Files.readString(file)).isEqualTo(found);
    }
}
