package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.Sql;
import io.weir.test.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real records, through a broker into a table, against what DuckDB itself makes of the file that they come from. */
class RealRecordsTest extends WorkerTest {

    private static final int PARTITIONS = 3;

    private static String pipeline(Topic topic, String format) {
        return nameIn(run(topic, format));
    }

    private static Topic produced(List<String> records) {
        Topic topic = new Topic(broker, PARTITIONS);
        topic.produce(records.size(), records::get);
        return topic;
    }

    private static List<String> inFile(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return QueriedRows.of(connection, query);
        }
    }

    /** Each of the columns, and which rows they stand in together. */
    private static String fingerprint(String columns) {
        return "select count(*), sum(hash(" + columns + ")::hugeint)";
    }

    private static String csv(String... columns) {
        List<String> declared = new ArrayList<>();
        for (int i = 0; i < columns.length; i += 2) {
            declared.add("{\"name\": \"" + columns[i] + "\", \"type\": \"" + columns[i + 1] + "\"}");
        }
        return "\"format\": \"CSV\", \"csv\": {\"header\": true}, \"columns\": [" + String.join(", ", declared) + "]";
    }

    /** Seven of them have names in quotes, with commas in them, and others cities. */
    @Test
    void airportsKeepQuotedCommasAndTheirCoordinates() throws IOException, SQLException {
        Path file = SharedData.require("events/airports.csv");

        String name = pipeline(
                produced(Files.readAllLines(file)),
                csv(
                        "iata",
                        "VARCHAR",
                        "name",
                        "VARCHAR",
                        "city",
                        "VARCHAR",
                        "state",
                        "VARCHAR",
                        "country",
                        "VARCHAR",
                        "latitude",
                        "DOUBLE",
                        "longitude",
                        "DOUBLE"));

        String read =
                " from read_csv(" + Sql.text(file.toString()) + ", types = {'iata': 'VARCHAR'}, all_varchar = false)";
        String columns = "iata, name, city, state, country, latitude, longitude";
        assertThat(inLake(name, fingerprint(columns))).isEqualTo(inFile(fingerprint(columns) + read));
        String query = "select count(*), count(*) filter (name like '%,%'), sum(latitude)::decimal(18, 4),"
                + " any_value(typeof(latitude))";
        assertThat(inLake(name, query))
                .isEqualTo(inFile(query + read))
                .singleElement()
                .asString()
                .startsWith("3376|7|");
        assertThat(inLake(name, "select any_value(name) filter (iata = '53A')"))
                .containsExactly("Dr. C.P. Savage, Sr.");
    }

    @Test
    void birdstrikesHaveTheirDatesCostsAndNulls() throws IOException, SQLException {
        Path file = SharedData.require("events/birdstrikes.csv");

        String name = pipeline(
                produced(Files.readAllLines(file)),
                csv(
                        "Airport Name",
                        "VARCHAR",
                        "Aircraft Make Model",
                        "VARCHAR",
                        "Effect Amount of damage",
                        "VARCHAR",
                        "Flight Date",
                        "DATE",
                        "Aircraft Airline Operator",
                        "VARCHAR",
                        "Origin State",
                        "VARCHAR",
                        "Phase of flight",
                        "VARCHAR",
                        "Wildlife Size",
                        "VARCHAR",
                        "Wildlife Species",
                        "VARCHAR",
                        "Time of day",
                        "VARCHAR",
                        "Cost Other",
                        "BIGINT",
                        "Cost Repair",
                        "BIGINT",
                        "Cost Total $",
                        "BIGINT",
                        "Speed IAS in knots",
                        "BIGINT"));

        String read = " from read_csv(" + Sql.text(file.toString()) + ")";
        String columns = "\"Airport Name\", \"Aircraft Make Model\", \"Effect Amount of damage\", \"Flight Date\","
                + " \"Aircraft Airline Operator\", \"Origin State\", \"Phase of flight\", \"Wildlife Size\","
                + " \"Wildlife Species\", \"Time of day\", \"Cost Other\", \"Cost Repair\", \"Cost Total $\","
                + " \"Speed IAS in knots\"";
        assertThat(inLake(name, fingerprint(columns))).isEqualTo(inFile(fingerprint(columns) + read));
        String query =
                "select count(*), count(\"Speed IAS in knots\"), sum(\"Speed IAS in knots\"), sum(\"Cost Total $\"),"
                        + " min(\"Flight Date\"), max(\"Flight Date\"), any_value(typeof(\"Flight Date\")),"
                        + " any_value(typeof(\"Cost Total $\"))";
        assertThat(inLake(name, query))
                .isEqualTo(inFile(query + read))
                .singleElement()
                .asString()
                .startsWith("10000|7164|");
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"received\":10001,", "\"written\":10000,", "\"filtered\":1,", "\"deadLettered\":0,");
    }

    /** What is nested stays nested, by inference alone; what is null in all of the first batch gets its type when it is known. */
    @Test
    void earthquakesStayNested() throws IOException, SQLException {
        Path file = SharedData.require("events/earthquakes.json");
        List<String> features = new ArrayList<>();
        for (JsonNode feature :
                JsonMapper.shared().readTree(Files.readString(file)).get("features")) {
            features.add(feature.toString());
        }

        String name = pipeline(produced(features), "\"format\": \"JSON\"");

        String read = " from (select unnest(features, recursive := false) as f from read_json("
                + Sql.text(file.toString())
                + ")) as nested, lateral (select f.type as type, f.properties as properties,"
                + " f.geometry as geometry, f.id as id)";
        String query = "select count(*), count(distinct id), sum(properties.mag)::decimal(18, 4),"
                + " sum(properties.time::hugeint), count(properties.felt), sum(properties.felt)::bigint,"
                + " count(properties.alert), min(properties.place), max(properties.place),"
                + " sum(geometry.coordinates[1])::decimal(18, 4), sum(geometry.coordinates[3])::decimal(18, 4),"
                + " sum(hash(properties.title, properties.ids, properties.url, geometry.type)::hugeint)";
        assertThat(inLake(name, query))
                .isEqualTo(inFile(query + read))
                .singleElement()
                .asString()
                .startsWith("1707|1707|");
        assertThat(inLake(name, "select any_value(typeof(geometry)), any_value(typeof(properties.mag))"))
                .containsExactly("STRUCT(\"type\" VARCHAR, coordinates DOUBLE[])|DOUBLE");
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"received\":1707,", "\"written\":1707,", "\"deadLettered\":0,");
    }
}
