package io.weir.ingest.source.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import io.weir.ingest.source.Attributes;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands over with each event what the hub knows of it. */
final class EnvelopedReader extends PartitionReader {

    EnvelopedReader(int partition, long epoch, long next, Arrivals arrivals) {
        super(partition, epoch, next, arrivals);
    }

    @Override
    ByteBuffer payload(EventData event) {
        return envelope(event);
    }

    static ByteBuffer envelope(EventData event) {
        Map<String, @Nullable Object> system = new LinkedHashMap<>(event.getSystemProperties());
        system.put("offset", event.getOffsetString());
        system.put("partition-key", event.getPartitionKey());
        system.put("message-id", event.getMessageId());
        system.put("correlation-id", event.getCorrelationId());
        system.put("content-type", event.getContentType());
        return Attributes.of(event.getEnqueuedTime(), event.getProperties(), system)
                .envelop(ByteBuffer.wrap(event.getBody()));
    }
}
