package io.weir.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.standalone.cli.WeirCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What cannot be measured is wrong usage: one line, and nothing was started for it. */
class BenchUsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bench ingest --events=0 | --events must be at least 1, not 0",
                "bench amqp --events=-1 | --events must be at least 1, not -1",
                "bench ingest --rounds=0 | --rounds must be at least 1, not 0",
                "bench gateway --calls=0 | --calls must be at least 1, not 0",
                "bench lineage --events=999 | --events must be at least 1000, not 999",
                "bench lineage --jobs=1 | --jobs must be at least 1000, not 1",
                "bench plan --commits=0 | --commits must be at least 1, not 0",
                "bench plan --files=150 | --files must be at least 100 and a multiple of --commits, which is 100, not 150",
                "bench mirror --seconds=0 | --seconds must be at least 1, not 0",
                "bench history --commits=150 | --commits must be a multiple of 100, not 150",
                "demo --events=0 | --events must be at least 1, not 0"
            })
    void whatCannotBeMeasuredIsWrongUsage(String line, String said) {
        String[] words = line.split(" ");
        StringWriter errors = new StringWriter();
        CommandLine weir = WeirCommand.commandLine(words).setErr(new PrintWriter(errors, true));

        assertThat(weir.execute(words)).as(errors.toString()).isEqualTo(2);
        assertThat(errors.toString().lines()).singleElement().asString().startsWith("weir: " + said + " (see: weir ");
    }
}
