package io.weir.eventhubs.emulator;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The emulator as a program of its own: {@code [--port N] [--while-input] HUB:PARTITIONS[:FILE] …}. It prints one line, the
 * connection string, as soon as all hubs are there.
 */
public final class EmulatorProgram {

    private EmulatorProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            run(EmulatorArguments.of(List.of(arguments)));
        } catch (IllegalArgumentException | IOException failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }

    private static void run(EmulatorArguments arguments) throws IOException, InterruptedException {
        try (EventHubsEmulator emulator = open(arguments)) {
            System.out.println(emulator.connectionString());
            if (arguments.whileInput()) {
                System.in.transferTo(OutputStream.nullOutputStream());
            } else {
                new CountDownLatch(1).await();
            }
        }
    }

    static EventHubsEmulator open(EmulatorArguments arguments) throws IOException {
        EventHubsEmulator emulator = EventHubsEmulator.start(arguments.port());
        for (EmulatorArguments.Hub hub : arguments.hubs()) {
            EmulatedHub made = emulator.hub(hub.name(), hub.partitions());
            if (hub.events() != null) {
                made.load(hub.events());
            }
        }
        return emulator;
    }
}
