package io.weir.ingest.worker;

import static io.weir.ingest.avro.AvroRecords.bare;
import static io.weir.ingest.avro.AvroRecords.record;
import static io.weir.ingest.avro.AvroRecords.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import java.sql.SQLException;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Streams that are joined, and looked up for, whatever their records are encoded as. */
class FormatsOfStreamsTest extends WorkerTest {

    private static final String FIELDS = "{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
            + "{\"name\":\"id\",\"type\":\"long\"},"
            + "{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}}]}";
    private static final Schema ORDER = schema(FIELDS);
    private static final String AVRO =
            "\"format\": \"AVRO\", \"avro\": {\"schema\": \"" + FIELDS.replace("\"", "\\\"") + "\"}";
    private static final String CSV = """
            "format": "CSV", "csv": {"delimiter": ";"},
            "columns": [{"name": "order_id", "type": "BIGINT"}, {"name": "paid", "type": "TIMESTAMP"}]""";

    private static byte[] order(int id) {
        return bare(record(ORDER, order -> {
            order.put("id", (long) id);
            order.put("at", id * 1_000_000L);
        }));
    }

    private static Topic orders(int count) {
        Topic orders = new Topic(broker, 2);
        orders.produceBytes(count, FormatsOfStreamsTest::order);
        return orders;
    }

    private static Topic payments(int count) {
        Topic payments = new Topic(broker, 1);
        payments.produce(count, index -> index + ";1970-01-01 00:%02d:%02d".formatted(index / 60, index % 60));
        return payments;
    }

    private static String joined(Topic left, String leftRecords, String leftTime, Topic right, String rightRecords) {
        String name = name();
        String on = leftTime.equals("at") ? "{\"id\": \"order_id\"}" : "{\"order_id\": \"id\"}";
        String rightTime = leftTime.equals("at") ? "paid" : "at";
        String join = """
                %s, "join": {"with": {"source": {"store": "broker", "topic": "%s"}, %s, "time": "%s"},
                "on": %s, "time": "%s", "withinMillis": 60000}""".formatted(leftRecords, right.name(), rightRecords, rightTime, on, leftTime);
        assertThat(post("/api/v1/pipelines", name, definition(name, left, join)))
                .satisfies(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201));
        service().start(name);
        drain(name);
        return name;
    }

    @Test
    void ordersInAvroMeetPaymentsInCsvWhicheverIsThePipelinesOwn() throws SQLException {
        Topic orders = orders(200);
        Topic payments = payments(150);

        String avroFirst = joined(orders, AVRO, "at", payments, CSV);
        String csvFirst = joined(payments, CSV, "paid", orders, AVRO);

        for (String name : new String[] {avroFirst, csvFirst}) {
            assertThat(failure(name)).isNull();
            assertThat(inLake(name, "select count(*), count(distinct id), count(distinct order_id), max(paid)"))
                    .containsExactly("150|150|150|1970-01-01 00:02:29.0");
        }
    }

    @Test
    void whatOrdersInAvroAndPaymentsInCsvNameIsLookedUp() throws SQLException {
        String table = name();
        executeInLake("create table " + table + " as select range as key, 'c' || range as city from range(100)");
        String lookup = """
                , "references": [{"name": "found", "table": "%s", "on": {"key": "%s"},
                                  "columns": [{"name": "city", "type": "VARCHAR"}]}],
                "transform": "select %s as id, found.city as city from input where found is not null\"""";

        String ofAvro = nameIn(run(orders(200), AVRO + lookup.formatted(table, "id", "id")));
        String ofCsv = nameIn(run(payments(150), CSV + lookup.formatted(table, "order_id", "order_id")));

        for (String name : new String[] {ofAvro, ofCsv}) {
            assertThat(inLake(name, "select count(*), count(distinct id), bool_and(city = 'c' || id)"))
                    .containsExactly("100|100|true");
        }
    }
}
