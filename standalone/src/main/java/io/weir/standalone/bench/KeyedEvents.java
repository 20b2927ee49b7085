package io.weir.standalone.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Accounts whose balance changes; some 150 bytes each. */
final class KeyedEvents {

    private static final int CITIES = 977;

    private KeyedEvents() {}

    /**
     * Writes an event for each key, in their order.
     *
     * @param turn what the keys come for the how manieth time; all other values but the name depend on it
     */
    static void write(Path file, long keys, int turn) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (long key = 0; key < keys; key++) {
                lines.write(String.format(
                        "{\"id\":%d,\"name\":\"account number %d\",\"city\":\"city %d\",\"balance\":%d.%02d,"
                                + "\"turn\":%d,\"changed\":\"2026-01-%02dT12:%02d:%02d\"}",
                        key,
                        key,
                        key * turn % CITIES,
                        key * turn % 100_000,
                        key % 100,
                        turn,
                        turn,
                        key % 60,
                        key % 59));
                lines.write('\n');
            }
        }
    }
}
