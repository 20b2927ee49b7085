package io.weir.standalone.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** One service alone in its process, as in its image; all that it is told is in its environment. */
public final class SingleService {

    private SingleService() {}

    /** The names of the services. */
    public static List<String> names() {
        return Arrays.stream(ServiceModule.values()).map(ServiceModule::label).toList();
    }

    /** The schema of a service. */
    public static String schema(String service) {
        return module(service).schema();
    }

    /** Runs it until the process is told to stop. */
    public static void run(String service, Path logs) throws IOException, InterruptedException {
        PlatformLogs.into(Files.createDirectories(logs), LogLevels.of(System.getenv(), Map.of(), Map.of()));
        module(service).application().run();
        new CountDownLatch(1).await();
    }

    private static ServiceModule module(String service) {
        return Arrays.stream(ServiceModule.values())
                .filter(module -> module.label().equals(service))
                .findFirst()
                .orElseThrow(() -> new PlatformException("there is no service " + service + ", but " + names()));
    }
}
