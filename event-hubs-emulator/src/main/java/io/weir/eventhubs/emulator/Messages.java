package io.weir.eventhubs.emulator;

import java.nio.BufferOverflowException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;

/** Messages to and from links. */
final class Messages {

    private Messages() {}

    /** Clients want this class. */
    static Date date(long millis) {
        return Date.from(Instant.ofEpochMilli(millis));
    }

    static void send(Sender link, Message message) {
        byte[] tag = Long.toString(System.nanoTime()).getBytes(StandardCharsets.UTF_8);
        Delivery delivery = link.delivery(tag);
        byte[] bytes = new byte[4096];
        int length = -1;
        while (length < 0) {
            try {
                length = message.encode(bytes, 0, bytes.length);
            } catch (BufferOverflowException tooSmall) {
                bytes = new byte[bytes.length * 2];
            }
        }
        link.send(bytes, 0, length);
        delivery.settle();
        link.advance();
    }

    /** The whole of a delivery, and goes on to the next one. */
    static byte[] receive(Receiver link, Delivery delivery) {
        byte[] bytes = new byte[delivery.available()];
        int length = link.recv(bytes, 0, bytes.length);
        return Arrays.copyOf(bytes, length);
    }

    static Message decoded(byte[] bytes) {
        Message message = Message.Factory.create();
        message.decode(bytes, 0, bytes.length);
        return message;
    }
}
