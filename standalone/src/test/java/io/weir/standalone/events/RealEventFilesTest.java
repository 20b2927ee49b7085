package io.weir.standalone.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.test.SharedData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealEventFilesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flights-3m.parquet | 3000000 | {\"date\":\"2001-01-01 00:01:00\",\"delay\":33,\"distance\":2176,\"origin\":\"LAS\"",
                "flights-200k.json  |  200000 | {\"delay\":0,\"distance\":1452,\"time\":0.0}",
                "birdstrikes.csv    |   10000 | {\"Airport Name\":\"BARKSDALE AIR FORCE BASE ARPT\",\"Aircraft Make Model\":\"T-38A\"",
                "airports.csv       |    3376 | {\"iata\":\"00M\",\"name\":\"Thigpen\",\"city\":\"Bay Springs\",\"state\":\"MS\"",
                "earthquakes.json   |    1707 | {\"type\":\"Feature\",\"properties\":{\"mag\":2,\"place\":\"4km W of Castaic, CA\"",
            })
    void everyRowOrFeatureIsAnEvent(String name, long count, String firstEvent) {
        LineFiles source = open(name);
        assertThat(source.count()).isEqualTo(count);
        assertThat(event(source, 0)).startsWith(firstEvent);
        assertThat(JsonText.of(event(source, count - 1).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(JsonText.OBJECT);
    }

    @Test
    void severalFilesAreOneSource() {
        LineFiles source = open("airports.csv", "earthquakes.json");
        assertThat(source.count()).isEqualTo(3376 + 1707);
        assertThat(event(source, 3376)).contains("4km W of Castaic, CA");
        assertThat(source.description()).isEqualTo("3,376 events of airports.csv, 1,707 events of earthquakes.json");
    }

    private LineFiles open(String... names) {
        List<Path> files = List.of(names).stream()
                .map(name -> SharedData.require("events/" + name))
                .toList();
        return new EventFiles(folder.resolve("staging"), path -> {}).open(files);
    }

    private static String event(EventSource source, long index) {
        try (EventCursor cursor = source.from(index)) {
            return new String(cursor.next(), StandardCharsets.UTF_8);
        }
    }
}
