package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What people see of an answer. */
class RowsTest {

    private static String printed(String json, String... columns) {
        StringWriter text = new StringWriter();
        Rows.print(JsonMapper.shared().readTree(json), List.of(columns), new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void columnsAreAlignedAndReachInside() {
        assertThat(printed(
                        "[{\"name\":\"a\",\"source\":{\"topic\":\"long topic\"}},{\"name\":\"bcdef\",\"roles\":[\"x\",\"y\"]}]",
                        "name",
                        "source.topic",
                        "roles"))
                .isEqualToIgnoringNewLines(
                        "NAME   SOURCE TOPIC  ROLES" + "a      long topic    –" + "bcdef  –             x, y");
    }

    @Test
    void anObjectHasARowForEachFieldAndATableForEachList() {
        assertThat(
                        printed(
                                "{\"state\":\"RUNNING\",\"target\":{\"delta\":{\"table\":\"t\"}},\"lags\":[{\"partition\":0}]}"))
                .isEqualToIgnoringNewLines("FIELD               VALUE"
                        + "state               RUNNING"
                        + "target.delta.table  t"
                        + "LAGS:"
                        + "PARTITION"
                        + "0");
    }

    /** The document has fields by the alphabet: that would show of a run neither which it is nor how it ended. */
    @Test
    void whatPeopleLookForComesFirst() {
        assertThat(columns("listDeadLetters"))
                .containsExactly("recordedAt", "reason", "partition", "sequence", "payload");
        assertThat(columns("listChildRuns"))
                .startsWith("startedAt", "job", "state", "runId")
                .hasSize(8);
        assertThat(columns("listCommits")).startsWith("version", "timestamp");
    }

    private static List<String> columns(String operation) {
        return Rows.columns(ApiDocument.ofClient()
                .operation(operation)
                .answer()
                .field("items")
                .item());
    }

    /** A list of topics has nothing but names. */
    @Test
    void textsAreRowsOfOneColumn() {
        assertThat(printed("[\"orders\",\"sales\"]", "name")).isEqualToIgnoringNewLines("NAME" + "orders" + "sales");
        assertThat(printed("{\"lags\":[{\"a.b\":1,\"c/d\":\"x\",\"e~f\":true}]}"))
                .as("names that a path could not have")
                .contains("1    x    true");
    }

    /** A record may say anything, and a dead letter shows it. */
    @Test
    void whatATerminalWouldObeyIsNotPrinted() {
        String printed = printed("[{\"payload\":\"\\u001b[2Jgone\\nnext\\u009b\\u202e\"}]", "payload");
        assertThat(printed.lines()).hasSize(2);
        assertThat(printed).contains("\ufffd[2Jgone\ufffdnext\ufffd\ufffd");
    }
}
