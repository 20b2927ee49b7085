package io.weir.standalone.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.client.model.MirrorReport;
import io.weir.client.model.MirrorStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was found in the parts of a long log counts as one. */
class DifferenceTest {

    private static final MirrorStatus STATUS =
            new MirrorStatus().table("long").backlog(0L).lagSeconds(0.0);

    private static MirrorReport report(List<Long> missing, List<Long> different, List<String> replay) {
        return new MirrorReport().missing(missing).different(different).replay(replay);
    }

    @Test
    void whatIsMissingInEachPartIsAddedUp() {
        List<MirrorReport> parts = List.of(
                report(List.of(1L), List.of(), List.of()),
                report(List.of(), List.of(7L), List.of()),
                report(List.of(9L), List.of(), List.of("files differ")));
        Difference difference = Difference.of(STATUS, parts, 0, 2);
        StringWriter out = new StringWriter();
        difference.print(new PrintWriter(out, true));
        assertThat(out.toString().lines())
                .containsExactly(
                        "long: different",
                        "  log files that are missing: [1, 9]",
                        "  log files that differ: [7]",
                        "  replay: files differ");
        assertThat(difference.exitCode()).isEqualTo(2);
        assertThat(Difference.of(STATUS, parts, 0, 3).exitCode()).isZero();
    }
}
