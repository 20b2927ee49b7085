package io.weir.standalone.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFilesTest {

    @TempDir
    private Path folder;

    @Test
    void newlineDelimitedJsonIsTakenAsItIs() {
        assertThat(events(file("a.ndjson", "\uFEFF{\"a\":1}\r\n\n  \nnot json\n{\"a\": 2 }\n[3]")))
                .containsExactly("{\"a\":1}", "not json", "{\"a\": 2 }", "[3]");
    }

    @Test
    void theElementsOfAJsonArrayKeepTheirBytes() {
        assertThat(events(file("a.json", "[ {\"a\":1.50,\n\"b\":\"ü\\n\"} ,\r\n 17,null,\"x\",[1,\n2]\n]\n")))
                .containsExactly("{\"a\":1.50, \"b\":\"ü\\n\"}", "17", "null", "\"x\"", "[1, 2]");
    }

    @Test
    void aDocumentOfSeveralLinesIsOneEvent() {
        assertThat(events(file("a.json", "{\n\"a\": 1\n}\n"))).containsExactly("{ \"a\": 1 }");
    }

    @Test
    void linesInAFileNamedJsonAreNewlineDelimitedJson() {
        assertThat(events(file("a.json", "{\"a\":1}\n{\"a\":2}\n"))).containsExactly("{\"a\":1}", "{\"a\":2}");
        assertThat(events(file("b.json", "oops\n{\"a\":2}\n"))).containsExactly("oops", "{\"a\":2}");
        assertThat(events(file("c.json", "[INFO] oops\n{\"a\":2}\n"))).containsExactly("[INFO] oops", "{\"a\":2}");
    }

    @Test
    void eachFeatureOfGeoJsonIsAnEvent() {
        String feature = "{\"type\":\"Feature\",\"properties\":{\"mag\":null},\"geometry\":{\"coordinates\":[1,2.50]}}";
        String text = "{\"type\":\"FeatureCollection\",\"metadata\":{\"n\":[1]},\"features\":[" + feature + ",\n"
                + feature + "],\"bbox\":[1,2]}";
        assertThat(events(file("a.geojson", text))).containsExactly(feature, feature);
        assertThat(events(file("b.json", text))).containsExactly(feature, feature);
        assertThat(events(file("c.json", "{\"features\":[" + feature + "],\"type\":\"FeatureCollection\"}")))
                .containsExactly(feature);
    }

    @Test
    void aRowOfCsvIsAnEventWithInferredTypes() {
        assertThat(events(file("a.csv", "n,day,text\n1,2026-01-31,\"x, \"\"y\"\"\"\n,,z\n")))
                .containsExactly(
                        "{\"n\":1,\"day\":\"2026-01-31\",\"text\":\"x, \\\"y\\\"\"}",
                        "{\"n\":null,\"day\":null,\"text\":\"z\"}");
        assertThat(events(file("a.tsv", "n\tm\n1\t2\n"))).containsExactly("{\"n\":1,\"m\":2}");
    }

    @Test
    void aNameWithoutAPromiseIsReadByItsContent() {
        assertThat(events(file("lines", "{\"a\":1}\n{\"a\":2}\n"))).hasSize(2);
        assertThat(events(file("rows.txt", "a,b\n1,2\n"))).containsExactly("{\"a\":1,\"b\":2}");
        assertThat(events(file("array.data", "[{\"a\":1}]"))).containsExactly("{\"a\":1}");
    }

    @Test
    void severalFilesFollowEachOtherAndReadingResumesAnywhere() {
        LineFiles source = open(
                file("a.json", "[1,2,3]"), file("b.ndjson", "{\"b\":4}\n\n{\"b\":5}\n"), file("c.csv", "n\n6\n7\n"));
        List<String> all = read(source, 0);
        assertThat(source.count()).isEqualTo(7);
        assertThat(all).containsExactly("1", "2", "3", "{\"b\":4}", "{\"b\":5}", "{\"n\":6}", "{\"n\":7}");
        for (int from = 0; from <= all.size(); from++) {
            assertThat(read(source, from)).isEqualTo(all.subList(from, all.size()));
        }
    }

    @Test
    void onlyTheFirstEventsAreTaken() {
        LineFiles source = open(file("a.json", "[1,2,3]"), file("b.json", "[4,5]"));
        assertThat(read(source.first(4), 0)).containsExactly("1", "2", "3", "4");
        assertThat(read(source.first(2), 1)).containsExactly("2");
        assertThat(source.first(100).count()).isEqualTo(5);
    }

    @Test
    void whatWasStagedIsUsedAgainUntilTheFileChanges() throws IOException {
        Path file = file("a.json", "[1,2,3]");
        List<Path> staged = new ArrayList<>();
        EventFiles files = new EventFiles(folder.resolve("staging"), staged::add);
        String before = files.open(List.of(file)).fingerprint();
        assertThat(files.open(List.of(file)).fingerprint()).isEqualTo(before);
        assertThat(staged).containsExactly(file);
        Files.writeString(file, "[1,2,3,4]");
        assertThat(files.open(List.of(file)).fingerprint()).isNotEqualTo(before);
        assertThat(staged).containsExactly(file, file);
        files.clear();
        assertThat(folder.resolve("staging")).isEmptyDirectory();
    }

    @Test
    void aQuoteInAPathIsNotPartOfSql() throws IOException {
        Path odd = Files.createDirectories(folder.resolve("it's"));
        Path file = Files.writeString(odd.resolve("a'b.csv"), "n\n1\n");
        assertThat(read(new EventFiles(odd.resolve("stag'ing"), path -> {}).open(List.of(file)), 0))
                .containsExactly("{\"n\":1}");
    }

    private Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private LineFiles open(Path... files) {
        return new EventFiles(folder.resolve("staging"), path -> {}).open(List.of(files));
    }

    private List<String> events(Path file) {
        return read(open(file), 0);
    }

    private static List<String> read(EventSource source, long from) {
        List<String> events = new ArrayList<>();
        try (EventCursor cursor = source.from(from)) {
            for (long index = from; index < source.count(); index++) {
                events.add(new String(cursor.next(), StandardCharsets.UTF_8));
            }
        }
        return events;
    }
}
