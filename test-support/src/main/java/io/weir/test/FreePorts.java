package io.weir.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for one more platform on this machine: none of those that connections get by themselves, and none that another
 * test JVM was given. A platform listens seconds after its ports were found, so looking is not enough: a file that is locked
 * until the JVM ends says whose they are.
 */
public final class FreePorts {

    private static final int IN_A_ROW = 8;
    private static final int FIRST = 20_000;
    private static final int BLOCKS = 1_250;
    private static final Map<Integer, FileLock> OURS = new ConcurrentHashMap<>();

    private FreePorts() {}

    /** The first of eight free ports. */
    public static synchronized int base() {
        try {
            while (true) {
                int base = FIRST + ThreadLocalRandom.current().nextInt(BLOCKS) * IN_A_ROW;
                if (!OURS.containsKey(base) && take(base) && areFree(base)) {
                    return base;
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean take(int base) throws IOException {
        String user = System.getProperty("user.name");
        Path folder = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "weir-test-ports-" + user));
        FileChannel file = FileChannel.open(
                folder.resolve(Integer.toString(base)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock();
        if (lock == null) {
            file.close();
            return false;
        }
        OURS.put(base, lock);
        return true;
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
