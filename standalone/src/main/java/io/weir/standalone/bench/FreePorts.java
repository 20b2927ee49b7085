package io.weir.standalone.bench;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.platform.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports in a row, so that a run never meets a platform that is up. */
final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int LAST = 30_000;

    private FreePorts() {}

    /** The first of {@link Ports#COUNT} ports that are free now. */
    static int base() {
        for (int base = FIRST; base < LAST; base += Ports.COUNT) {
            if (allFree(base)) {
                return base;
            }
        }
        throw new CommandFailure("no " + Ports.COUNT + " ports in a row are free from " + FIRST + " to " + LAST
                + ": stop some of what listens there");
    }

    private static boolean allFree(int base) {
        for (int port = base; port < base + Ports.COUNT; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                probe.setReuseAddress(true);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
