package io.weir.eventhubs.emulator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.jspecify.annotations.Nullable;

/** A link by which somebody sends to a hub, to any partition of it or to one. Used by its connection's thread. */
final class AttachedProducer {

    /** Bytes of a message, as the Standard tier has it. */
    static final UnsignedLong LARGEST = UnsignedLong.valueOf(1 << 20);

    /** Of a message whose sections of data are messages, in Microsoft's own words. */
    private static final int BATCH = 0x80013700;

    private static final Symbol KEY = Symbol.valueOf("x-opt-partition-key");

    private final EmulatedHub hub;
    private final OptionalInt partition;

    AttachedProducer(EmulatedHub hub, OptionalInt partition) {
        this.hub = hub;
        this.partition = partition;
    }

    private record Sections(List<ByteBuffer> data, @Nullable Object key) {}

    /**
     * Takes a message; what is in one stays together in a partition, and so does what has one key.
     *
     * @return whether the hub did
     */
    boolean take(byte[] message, int format) {
        Sections sections = sections(ByteBuffer.wrap(message));
        List<byte[]> events = new ArrayList<>();
        for (ByteBuffer data : sections.data()) {
            if (format == BATCH) {
                sections(data).data().forEach(body -> events.add(bytes(body)));
            } else {
                events.add(bytes(data));
            }
        }
        return hub.receive(partition, sections.key(), events);
    }

    private static Sections sections(ByteBuffer message) {
        DecoderImpl decoder = new DecoderImpl();
        AMQPDefinedTypes.registerAllTypes(decoder, new EncoderImpl(decoder));
        decoder.setByteBuffer(message);
        List<ByteBuffer> data = new ArrayList<>();
        Object key = null;
        while (message.hasRemaining()) {
            Object section = decoder.readObject();
            if (section instanceof Data body) {
                data.add(body.getValue().asByteBuffer());
            } else if (section instanceof MessageAnnotations annotations) {
                key = annotations.getValue().get(KEY);
            }
        }
        return new Sections(data, key);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
