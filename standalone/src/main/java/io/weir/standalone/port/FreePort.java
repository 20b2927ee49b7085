package io.weir.standalone.port;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds out whether a port may be listened on, before a server tries and says it in its own words. */
public final class FreePort {

    private FreePort() {}

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
