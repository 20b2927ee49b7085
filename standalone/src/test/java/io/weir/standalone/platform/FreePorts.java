package io.weir.standalone.platform;

import io.weir.standalone.port.FreePort;
import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.ThreadLocalRandom;

/** Finds a base from which a platform's ports are all free. */
final class FreePorts {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 30_000;

    private FreePorts() {}

    static int base() throws IOException {
        while (true) {
            int base = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(base)) {
                return base;
            }
        }
    }

    private static boolean isFree(int base) throws IOException {
        try {
            for (int port = base; port < base + Ports.COUNT; port++) {
                FreePort.require(port, "a test", "nothing");
            }
            return true;
        } catch (BindException taken) {
            return false;
        }
    }
}
