package io.weir.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.benchmarks.lookup.LookupLoad;
import io.weir.benchmarks.lookup.LookupPlot;
import io.weir.benchmarks.lookup.LookupReport;
import io.weir.benchmarks.lookup.LookupResult;
import io.weir.benchmarks.lookup.LookupShape;
import io.weir.benchmarks.lookup.LookupTables;
import io.weir.standalone.cli.WeirCommand;
import io.weir.test.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** Lookups are those that are asked for, and what fails is in no figure of what was answered. */
class LookupsTest {

    private static final long ORDERS = 105;
    private static final int CALLERS = 3;

    private static TestDatabase database;

    @BeforeAll
    static void make() throws Exception {
        database = TestDatabase.create("lookups");
        LookupTables.make(database.dataSource(), ORDERS);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static LookupResult run(LookupShape shape, long orders) throws Exception {
        return new LookupLoad(database.dataSource(), orders, Duration.ofMillis(300)).run(shape, CALLERS);
    }

    /** A shape that found another number of rows than it asks for would be an error. */
    @ParameterizedTest
    @EnumSource
    void everyShapeFindsWhatItAsksFor(LookupShape shape) throws Exception {
        LookupResult result = run(shape, ORDERS);

        assertThat(result.callers()).isEqualTo(CALLERS);
        assertThat(result.errors()).isZero();
        assertThat(result.perSecond()).isPositive();
        assertThat(result.meanMillis()).isPositive();
        assertThat(result.p95Millis()).isBetween(Double.MIN_VALUE, result.p99Millis());
    }

    @Test
    void whatFailsIsCountedAndIsNoAnswer() throws Exception {
        LookupResult result = run(LookupShape.KEY, 1_000_000_000);

        assertThat(result.errors()).isGreaterThanOrEqualTo(CALLERS);
        assertThat(result.perSecond()).isZero();
        assertThat(result.p99Millis()).isZero();
    }

    /** Else it would be no shape of its own. */
    @Test
    void whatAnIndexHoldsIsNotReadFromTheTable() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off");
            var plan =
                    statement.executeQuery("explain select cents from lookup_order where customer = 1 and number = 2");
            plan.next();
            assertThat(plan.getString(1)).startsWith("Index Only Scan");
        }
    }

    @Test
    void theBestIsTheFastestOfWhichNothingFailed() throws Exception {
        LookupResult slow = new LookupResult(LookupShape.TWO_COLUMNS, 20, 900.4, 1.25, 2, 3, 0);
        LookupResult best = new LookupResult(LookupShape.TWO_COLUMNS, 64, 1000, 1.5, 2, 3, 0);
        LookupResult failing = new LookupResult(LookupShape.TWO_COLUMNS, 128, 2000, 1, 2, 3, 1);
        LookupReport report = new LookupReport(List.of(slow, best, failing));

        assertThat(report.best(LookupShape.TWO_COLUMNS)).contains(best);
        assertThat(report.best(LookupShape.KEY)).isEmpty();
        assertThat(report.csv()).isEqualTo("""
                shape,callers,lookups/s,mean ms,p95 ms,p99 ms,errors
                two-columns,20,900,1.25,2.00,3.00,0
                two-columns,64,1000,1.50,2.00,3.00,0
                two-columns,128,2000,1.00,2.00,3.00,1
                """);
        assertThat(report.markdown()).isEqualTo("""
                | shape | callers | lookups/s | mean ms | p95 ms | p99 ms | errors |
                | --- | --- | --- | --- | --- | --- | --- |
                | two-columns | 20 | 900 | 1.25 | 2.00 | 3.00 | 0 |
                | **two-columns** | **64** | **1000** | **1.50** | **2.00** | **3.00** | **0** |
                | two-columns | 128 | 2000 | 1.00 | 2.00 | 3.00 | 1 |
                """);
        String picture = new LookupPlot(report).svg();
        var root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(root.getElementsByTagName("polyline").getLength()).isEqualTo(LookupShape.values().length);
        // The left edge is no caller, the right one the most; the lowest is none in a second, the highest the most.
        assertThat(picture).contains("points=\"130.3,178.4 ").contains(" 510.0,30.0\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rows=9 | --rows must be 10 or more, not 9",
                "--threads=20,0 | --threads must be 1 to 1024 each, not 0",
                "--connections=101 | --connections must be 1 to 100, not 101",
                "--seconds=0 | --seconds must be 1 or more, not 0"
            })
    void whatCannotBeMeasuredIsRefused(String option, String said) {
        StringWriter errors = new StringWriter();
        CommandLine weir = WeirCommand.commandLine("bench").setErr(new PrintWriter(errors, true));

        assertThat(weir.execute("bench", "db", option)).isEqualTo(2);
        assertThat(errors.toString()).contains(said);
    }
}
