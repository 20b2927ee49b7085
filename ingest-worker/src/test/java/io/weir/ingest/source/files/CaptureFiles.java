package io.weir.ingest.source.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongFunction;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.util.Utf8;

/** Files as Event Hubs Capture writes them. */
public final class CaptureFiles {

    private static final Schema EVENT = new Schema.Parser().parse("""
            {"type": "record", "name": "EventData", "namespace": "Microsoft.ServiceBus.Messaging", "fields": [
              {"name": "SequenceNumber", "type": "long"}, {"name": "Offset", "type": "string"},
              {"name": "EnqueuedTimeUtc", "type": "string"},
              {"name": "SystemProperties", "type": {"type": "map", "values": ["long", "double", "string", "bytes"]}},
              {"name": "Properties", "type": {"type": "map", "values": ["long", "double", "string", "bytes", "null"]}},
              {"name": "Body", "type": ["null", "bytes"]}]}""");

    /** Bytes after which a block ends, so that even small files have several. */
    private static final int BLOCK = 256;

    private CaptureFiles() {}

    /** Writes a file, with folders as Capture names them. @param body of each event; null for none */
    public static void write(Path hub, int partition, int minute, long first, long end, LongFunction<String> body) {
        Path file = hub.resolve("%d/2026/01/31/12/%02d/00.avro".formatted(partition, minute));
        try (DataFileWriter<Object> events = new DataFileWriter<>(new GenericDatumWriter<>(EVENT))) {
            Files.createDirectories(file.getParent());
            events.setCodec(CodecFactory.deflateCodec(6)).setSyncInterval(BLOCK).create(EVENT, file.toFile());
            for (long sequence = first; sequence < end; sequence++) {
                events.append(event(sequence, body.apply(sequence)));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Writes records {@code from} to {@code to - 1}, their numbers as bodies, the i-th of them to partition i % 2, as a few
     * files of each partition.
     *
     * @param written how many files each hub has of a partition
     */
    static void spread(Path hub, Map<String, Integer> written, int from, int to) {
        int step = Math.max(4, (to - from) / 5);
        for (int first = from; first < to; first += step) {
            int end = Math.min(to, first + step);
            int minute = written.merge(hub.toString(), 1, Integer::sum);
            for (int partition = 0; partition < 2; partition++) {
                int of = partition;
                write(
                        hub,
                        partition,
                        minute,
                        (first - partition + 1) / 2,
                        (end - partition + 1) / 2,
                        sequence -> Long.toString(sequence * 2 + of));
            }
        }
    }

    private static GenericData.Record event(long sequence, String body) {
        GenericData.Record event = new GenericData.Record(EVENT);
        event.put("SequenceNumber", sequence);
        event.put("Offset", Long.toString(sequence * 40));
        event.put("EnqueuedTimeUtc", "1/31/2026 12:00:05 PM");
        event.put("SystemProperties", Map.of(new Utf8("x-opt-partition-key"), new Utf8("k")));
        event.put("Properties", Map.of());
        event.put("Body", body == null ? null : ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
        return event;
    }
}
