package io.weir.ingest.source.kafka;

import io.weir.ingest.source.Attributes;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.stage.Payloads;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Hands over what one poll brought. Decided once for a source, so that bare payloads cost nothing more. */
@FunctionalInterface
interface KafkaRecords {

    void handOver(ConsumerRecords<byte[], ByteBuffer> records, Payloads payloads);

    /** As the request wants them. */
    static KafkaRecords of(SourceRequest request) {
        return request.enveloped() ? KafkaRecords::enveloped : KafkaRecords::bare;
    }

    private static void bare(ConsumerRecords<byte[], ByteBuffer> records, Payloads payloads) {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], ByteBuffer> record : records.records(partition)) {
                payloads.add(partition.partition(), record.offset(), record.value());
            }
        }
    }

    private static void enveloped(ConsumerRecords<byte[], ByteBuffer> records, Payloads payloads) {
        for (ConsumerRecord<byte[], ByteBuffer> record : records) {
            payloads.add(record.partition(), record.offset(), attributes(record).envelop(record.value()));
        }
    }

    private static Attributes attributes(ConsumerRecord<byte[], ByteBuffer> record) {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        Map<String, Object> system = new LinkedHashMap<>();
        system.put("offset", record.offset());
        system.put("timestamp_type", record.timestampType().toString());
        if (record.key() != null) {
            system.put("key", text(record.key()));
        }
        Instant time = record.timestamp() < 0 ? null : Instant.ofEpochMilli(record.timestamp());
        return Attributes.of(time, headers, system);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
