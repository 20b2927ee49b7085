package io.weir.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FootnotesTest {

    @Test
    void marksAndWhatTheyStandForGo() {
        assertThat(Footnotes.strip("Late by 5 s [^abc-1], at most[^2].\n\n[^abc-1]: page 3\n    and 4\n[^2]: page 9\n"))
                .isEqualTo("Late by 5 s, at most.");
        assertThat(Footnotes.strip("a[^1]\n\n[^1]: one\n\nb")).isEqualTo("a\n\n\nb");
    }

    @Test
    void codeIsLeftAsItIs() {
        String fenced = "```\n[^a]: x\ny[^b]\n```";
        assertThat(Footnotes.strip(fenced + "\nz[^1]")).isEqualTo(fenced + "\nz");
        assertThat(Footnotes.strip("`[^a-z]` is a class[^1]")).isEqualTo("`[^a-z]` is a class");
        assertThat(Footnotes.strip("[^ a] and [link](x) stay")).isEqualTo("[^ a] and [link](x) stay");
    }
}
