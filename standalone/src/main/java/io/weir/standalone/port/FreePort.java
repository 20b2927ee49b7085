package io.weir.standalone.port;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds out whether a port may be listened on, before a server tries and says it in its own words. */
public final class FreePort {

    private static final int LOWEST = 30_000;
    private static final int HIGHEST = 32_000;

    private FreePort() {}

    /**
     * The first of {@code count} ports in a row that are free now, of those that systems give to nobody by themselves. By
     * chance, so that two who ask at once rarely get the same.
     */
    public static int row(int count) throws IOException {
        int base = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
        while (!areFree(base, count)) {
            base = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
        }
        return base;
    }

    private static boolean areFree(int base, int count) throws IOException {
        try {
            for (int port = base; port < base + count; port++) {
                require(port, "a platform of its own", "another option");
            }
            return true;
        } catch (BindException taken) {
            return false;
        }
    }

    /**
     * Returns if {@code port} of the loopback address is free.
     *
     * @param user who wants to listen there
     * @param option the command line option that moves it
     * @throws BindException with one line that says what to do, if the port is taken or not ours to take
     */
    public static void require(int port, String user, String option) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.setReuseAddress(true);
        } catch (BindException taken) {
            throw (BindException) new BindException("port " + port + " for " + user
                            + " is taken or not allowed: stop what listens there, or choose another with " + option)
                    .initCause(taken);
        }
    }
}
