package io.weir.standalone.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DotEnvTest {

    @TempDir
    Path folder;

    @Test
    void takesCommentsExportQuotesAndValuesWithSigns() throws IOException {
        assertThat(read("""
                        # a comment
                        PLAIN=value
                        export EXPORTED = spaced  \s
                        DOUBLE="with # and = and spaces "
                        SINGLE='$Default'   # after a quote
                        GROUP=$Default
                        SAS=Endpoint=sb://a.b/;SharedAccessKey=k+/==
                        HASH=a#b   # the comment begins after a space
                        EMPTY=
                        ONLY_A_COMMENT=        # nothing here
                        AGAIN=1
                        AGAIN=2
                        """).values())
                .containsExactly(
                        entry("PLAIN", "value"),
                        entry("EXPORTED", "spaced"),
                        entry("DOUBLE", "with # and = and spaces "),
                        entry("SINGLE", "$Default"),
                        entry("GROUP", "$Default"),
                        entry("SAS", "Endpoint=sb://a.b/;SharedAccessKey=k+/=="),
                        entry("HASH", "a#b"),
                        entry("EMPTY", ""),
                        entry("ONLY_A_COMMENT", ""),
                        entry("AGAIN", "2"));
    }

    @Test
    void readsWhatWindowsWrites() throws IOException {
        assertThat(read("\uFEFFA=1\r\nB=2\r\n").values()).containsExactly(entry("A", "1"), entry("B", "2"));
    }

    @Test
    void tellsEveryLineThatIsNone() throws IOException {
        DotEnv read = read("A=1\nwhat is this\n=3\nB=\"open\nC=\"a\"b\n1D=2\n");

        assertThat(read.values()).containsExactly(entry("A", "1"));
        assertThat(read.malformed()).containsExactly(2, 3, 4, 5, 6);
    }

    private DotEnv read(String text) throws IOException {
        return DotEnv.read(Files.writeString(folder.resolve(".env"), text));
    }
}
