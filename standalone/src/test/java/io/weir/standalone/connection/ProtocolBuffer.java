package io.weir.standalone.connection;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A message of Protocol Buffers, as https://protobuf.dev/programming-guides/encoding/ has it: its fields by their numbers. */
record ProtocolBuffer(List<Field> fields) {

    /** A field whose value has a length; numbers are left out. */
    record Field(int number, byte[] value) {}

    static ProtocolBuffer of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long tag = number(in);
            switch ((int) (tag & 7)) {
                case 0 -> number(in);
                case 1 -> in.position(in.position() + Long.BYTES);
                case 2 -> {
                    byte[] value = new byte[(int) number(in)];
                    in.get(value);
                    fields.add(new Field((int) (tag >>> 3), value));
                }
                case 5 -> in.position(in.position() + Integer.BYTES);
                default -> throw new IllegalArgumentException("no wire type: " + (tag & 7));
            }
        }
        return new ProtocolBuffer(fields);
    }

    private static long number(ByteBuffer in) {
        long number = 0;
        int shift = 0;
        byte part;
        do {
            part = in.get();
            number |= (long) (part & 0x7f) << shift;
            shift += 7;
        } while (part < 0);
        return number;
    }

    List<ProtocolBuffer> messages(int number) {
        return values(number).stream().map(ProtocolBuffer::of).toList();
    }

    /** Empty if it is not there. */
    String text(int number) {
        return values(number).stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    /** Empty if it is not there. */
    String hex(int number) {
        return values(number).stream()
                .map(HexFormat.of()::formatHex)
                .findFirst()
                .orElse("");
    }

    private List<byte[]> values(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(Field::value)
                .toList();
    }
}
