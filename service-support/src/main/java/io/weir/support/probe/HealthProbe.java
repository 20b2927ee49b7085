package io.weir.support.probe;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;

/**
 * The health check of a container: asks the service in it whether it is ready, and ends with 0 if so, with 1 otherwise.
 * Uses no more of the JDK than it must, since it starts every few seconds: some 0.2 s of one core.
 */
public final class HealthProbe {

    private static final int PATIENCE_MILLIS = 3000;

    private HealthProbe() {}

    /**
     * Asks once.
     *
     * @param arguments the service's own port, which {@code SERVER_PORT} outranks, and {@code MANAGEMENT_SERVER_PORT} both
     */
    public static void main(String[] arguments) {
        System.exit(isReady(address(System.getenv(), arguments[0])) ? 0 : 1);
    }

    static URI address(Map<String, String> environment, String defaultPort) {
        String port = environment.getOrDefault(
                "MANAGEMENT_SERVER_PORT", environment.getOrDefault("SERVER_PORT", defaultPort));
        return URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    }

    /** Whether {@code address} answers 200 in time. Why it does not is printed, and so kept by the container's engine. */
    static boolean isReady(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                System.err.println(address + " answered " + status);
            }
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException unreachable) {
            System.err.println(address + ": " + unreachable.getMessage());
            return false;
        }
    }
}
