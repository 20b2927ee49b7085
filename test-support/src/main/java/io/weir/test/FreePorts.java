package io.weir.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for one more platform on this machine: none of those that connections get by themselves, and none that test
 * JVMs which run beside this one look at. A platform listens seconds after its ports were found, so looking is not enough.
 */
public final class FreePorts {

    private static final int IN_A_ROW = 8;
    private static final int FIRST = 20_000;
    private static final int EACH_JVM = 5_000;

    private FreePorts() {}

    /** The first of eight free ports. */
    public static int base() {
        int first = FIRST + (Integer.getInteger("weir.fork", 1) - 1) * EACH_JVM;
        while (true) {
            int base = ThreadLocalRandom.current().nextInt(first, first + EACH_JVM - IN_A_ROW);
            if (areFree(base)) {
                return base;
            }
        }
    }

    private static boolean areFree(int base) {
        for (int port = base; port < base + IN_A_ROW; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                probe.setReuseAddress(true);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
