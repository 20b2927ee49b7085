package io.weir.eventhubs.emulator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the emulator is told when it is started by itself.
 *
 * @param port where to listen; 0 is any that is free
 * @param whileInput whether to end when the input does, and so with whoever started it, whatever becomes of them
 */
record EmulatorArguments(int port, boolean whileInput, List<Hub> hubs) {

    static final String WHILE_INPUT = "--while-input";

    private static final String PORT = "--port";
    private static final int LAST_PORT = 65_535;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    /**
     * A hub.
     *
     * @param events file with an event a line
     */
    record Hub(String name, int partitions, @Nullable Path events) {

        private static final Pattern FORM = Pattern.compile("([^:/-][^:/]*):([1-9][0-9]{0,3})(?::(.+))?");

        static Hub of(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException(text + " is no hub: HUB:PARTITIONS[:FILE], such as receipts:4");
            }
            @Nullable String events = form.group(3);
            return new Hub(form.group(1), Integer.parseInt(form.group(2)), events == null ? null : Path.of(events));
        }

        @Override
        public String toString() {
            return name + ":" + partitions + (events == null ? "" : ":" + events);
        }
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException for the first that is wrong
     */
    static EmulatorArguments of(List<String> arguments) {
        int port = 0;
        boolean whileInput = false;
        List<Hub> hubs = new ArrayList<>();
        for (Iterator<String> each = arguments.iterator(); each.hasNext(); ) {
            String argument = each.next();
            if (argument.equals(PORT)) {
                port = port(each.hasNext() ? each.next() : "missing");
            } else if (argument.equals(WHILE_INPUT)) {
                whileInput = true;
            } else {
                hubs.add(Hub.of(argument));
            }
        }
        if (hubs.isEmpty()) {
            throw new IllegalArgumentException("usage: [--port N] [--while-input] HUB:PARTITIONS[:FILE]…");
        }
        return new EmulatorArguments(port, whileInput, List.copyOf(hubs));
    }

    private static int port(String text) {
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > LAST_PORT) {
            throw new IllegalArgumentException("--port is " + text + ", which is no number from 0 to " + LAST_PORT);
        }
        return Integer.parseInt(text);
    }
}
