package io.weir.standalone.platform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs on a data folder, as seen from another process.
 *
 * @param running whether the process of a platform lives
 * @param up whether all its parts answer
 * @param parts empty if nothing runs
 */
public record PlatformStatus(String dataDir, boolean running, boolean up, List<PartStatus> parts) {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformStatus.class);
    private static final Pattern THIS_MACHINE = Pattern.compile("http://127\\.0\\.0\\.1:\\d{1,5}");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * One part.
     *
     * @param state {@code UP} or {@code DOWN}
     */
    public record PartStatus(String part, String state, String address) {}

    /** Asks every part that the folder's platform has, one after the other; a part has five seconds to answer. */
    public static PlatformStatus of(Path dataDir) throws IOException {
        Map<String, String> addresses = RunFile.in(dataDir).read();
        List<PartStatus> parts =
                addresses.entrySet().stream().map(PlatformStatus::ask).toList();
        boolean up = !parts.isEmpty() && parts.stream().allMatch(part -> "UP".equals(part.state()));
        return new PlatformStatus(dataDir.toString(), !parts.isEmpty(), up, parts);
    }

    /**
     * Where the gateway of the folder's platform answers; none if nothing runs. Nobody is asked.
     *
     * @throws IOException also where the folder names another machine, whoever put that there: tokens are sent to it
     */
    public static Optional<URI> gateway(Path dataDir) throws IOException {
        String address = RunFile.in(dataDir).read().get(Part.PLATFORM_API.label());
        if (address == null) {
            return Optional.empty();
        }
        if (!THIS_MACHINE.matcher(address).matches()) {
            throw new IOException("weir.run there names a gateway that is not on this machine; nothing is sent to it");
        }
        return Optional.of(URI.create(address));
    }

    private static PartStatus ask(Map.Entry<String, String> part) {
        String address = part.getValue();
        boolean answers = address.startsWith("http") ? isHealthy(address) : isListening(address);
        return new PartStatus(part.getKey(), answers ? "UP" : "DOWN", address);
    }

    private static boolean isHealthy(String address) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/actuator/health"))
                .timeout(PATIENCE)
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException down) {
            LOG.debug("{} does not answer", address, down);
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isListening(String address) {
        URI server = URI.create("tcp://" + address);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), (int) PATIENCE.toMillis());
            return true;
        } catch (IOException down) {
            LOG.debug("{} does not answer", address, down);
            return false;
        }
    }
}
