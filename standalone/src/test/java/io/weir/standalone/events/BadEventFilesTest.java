package io.weir.standalone.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.test.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadEventFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aFileThatIsNotThere() {
        assertThat(refusal(folder.resolve("none.csv"))).contains("none.csv: there is no such file");
    }

    @Test
    void aFolder() {
        assertThat(refusal(folder)).contains("is not a regular file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.ndjson", "a.json", "a.geojson", "a.csv", "a.parquet", "a"})
    void anEmptyFile(String name) throws IOException {
        assertThat(refusal(write(name, ""))).contains("is empty");
        assertThat(refusal(write(name, " \n\n"))).contains("is empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.json    | []",
                "a.csv     | n,m",
                "a.geojson | {\"type\":\"FeatureCollection\",\"features\":[]}",
            })
    void aFileWithoutAnEvent(String name, String content) throws IOException {
        assertThat(refusal(write(name, content))).contains("holds no event");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.csv     | {\"a\":1}                        | promises CSV, but it holds newline-delimited JSON",
                "a.csv     | [1]                              | promises CSV, but it holds a JSON array",
                "a.parquet | a,b                              | promises Parquet, but it holds something else",
                "a.parquet | {\"a\":1}                        | promises Parquet, but it holds newline-delimited JSON",
                "a.json    | a,b                              | promises JSON, but it holds something else",
                "a.json    | <!DOCTYPE html>                  | promises JSON, but it holds HTML or XML",
                "a.csv     | <html>                           | promises CSV, but it holds HTML or XML",
                "a.ndjson  | [{\"a\":1},{\"a\":2}]            | promises newline-delimited JSON, but it holds a JSON array",
                "a.ndjson  | a,b                              | promises newline-delimited JSON, but it holds something else",
                "a.geojson | {\"a\":1}                        | promises GeoJSON, but it holds newline-delimited JSON",
                "a.ndjson  | {\"type\":\"FeatureCollection\"} | promises newline-delimited JSON, but it holds GeoJSON",
            })
    void aFileThatIsNotWhatItsNameSays(String name, String content, String expected) throws IOException {
        assertThat(refusal(write(name, content))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.ndjson  | {\"a\":1}N{\"a\":2,\"b   | line 2 ends in the middle of a JSON value",
                "a.json    | [{\"a\":1},{\"a\":       | ends on line 1 in the middle",
                "a.json    | [{\"a\":1}               | ends on line 1 in the middle",
                "a.json    | {\"a\":1,N\"b\":[        | ends on line 2 in the middle",
                "a.geojson | {\"type\":\"FeatureCollection\",\"features\":[{\"a\":1} | ends on line 1 in the middle",
                "a.csv     | n,m,oN1,2,3N4,5,6N7,8   | do not have the same number of columns",
                "a.parquet | PAR1abcdefghijklm        | the Parquet footer is missing",
                "a.parquet | PAR1                     | the Parquet footer is missing",
            })
    void aFileThatIsCutOff(String name, String content, String expected) throws IOException {
        assertThat(refusal(write(name, content.replace('N', '\n')))).contains(expected);
    }

    @Test
    void theLineThatDuckDbStumblesOnIsNamed() {
        assertThat(CsvFailure.shorten("CSV Error on Line: 3212\nOriginal Line: UNI,O\n"
                        + "Expected Number of Columns: 7 Found: 2\nPossible fixes:"))
                .isEqualTo("line 3212 has 2 columns where 7 are expected");
        assertThat(CsvFailure.shorten("CSV Error on Line: 8\nInvalid unicode")).isEqualTo("line 8");
    }

    @Test
    void aLineThatIsNotJsonAtTheEndIsNotCutOff() throws IOException {
        assertThat(open(write("a.ndjson", "{\"a\":1}\nnot json")).count()).isEqualTo(2);
    }

    @Test
    void anArrayThatBreaksOffInTheMiddle() throws IOException {
        assertThat(refusal(write("a.json", "[{\"a\":1},\n{\"a\":oops}]"))).contains("is not JSON on line 2");
    }

    @Test
    void aParquetFileOfOtherBytes() throws IOException {
        assertThat(refusal(write("a.parquet", "PAR1 this is no parquet file PAR1")))
                .contains("is not whole or not regular Parquet");
    }

    @Test
    void whatIsPacked() throws IOException {
        Path file = folder.resolve("a.csv");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        assertThat(refusal(file)).contains("unpack it with gunzip");
        Files.write(file, "n\n1\n".getBytes(StandardCharsets.UTF_16));
        assertThat(refusal(file)).contains("convert it to UTF-8");
        Files.write(file, new byte[] {1, 0, 2, 0});
        assertThat(refusal(file)).contains("holds binary data");
    }

    @Test
    void anEventThatNoBrokerTakes() throws IOException {
        String large = "x".repeat(EventSource.MAX_EVENT_BYTES);
        assertThat(refusal(write("a.ndjson", "{\"a\":1}\n{\"a\":\"" + large + "\"}\n")))
                .contains("line 2 is longer than");
        assertThat(refusal(write("a.json", "[1,\"" + large + "\"]"))).contains("event 2 is longer than");
    }

    /** Whatever is cut off a real file, nothing is sent of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"flights-3m.parquet", "flights-200k.json", "birdstrikes.csv", "airports.csv", "earthquakes.json"
            })
    void aRealFileCutOff(String name) throws IOException {
        byte[] whole = Files.readAllBytes(SharedData.require("events/" + name));
        for (int part = 1; part <= 5; part++) {
            int length = whole.length / 6 * part;
            // A row of CSV that ends in its last column looks whole; so the cut is made in its first ones.
            for (int back = length; name.endsWith(".csv") && whole[length - 6] != '\n' && back > 0; back--) {
                length--;
            }
            Path cut = Files.write(folder.resolve(part + name), Arrays.copyOf(whole, length));
            assertThat(refusal(cut)).containsAnyOf("cut off", "not whole");
        }
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private LineFiles open(Path file) {
        return new EventFiles(folder.resolve("staging"), path -> {}).open(List.of(file));
    }

    private String refusal(Path file) {
        String message = assertThatExceptionOfType(EventSourceException.class)
                .isThrownBy(() -> open(file))
                .actual()
                .getMessage();
        assertThat(message).doesNotContain("\n").startsWith(file.toString());
        return message;
    }
}
