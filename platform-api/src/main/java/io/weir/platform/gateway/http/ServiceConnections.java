package io.weir.platform.gateway.http;

import io.weir.platform.gateway.http.GatewaySettings.Timeouts;
import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Makes the HTTP client of one service: a plain pipe, which neither retries, redirects, unpacks nor keeps cookies. */
final class ServiceConnections {

    private static final TimeValue IDLE = TimeValue.ofSeconds(20);

    private ServiceConnections() {}

    static CloseableHttpClient open(Timeouts timeouts, int connections) {
        Timeout response = Timeout.of(timeouts.response());
        return HttpClients.custom()
                .setConnectionManager(pool(timeouts, connections))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(timeouts.connect()))
                        .setResponseTimeout(response)
                        .build())
                .evictIdleConnections(IDLE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableDefaultUserAgent()
                .build();
    }

    /** Believes whom the rest of the process believes. */
    static DefaultClientTlsStrategy tls() {
        try {
            return new DefaultClientTlsStrategy(SSLContext.getDefault());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static PoolingHttpClientConnectionManager pool(Timeouts timeouts, int connections) {
        ConnectionConfig connection = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(timeouts.connect()))
                .setSocketTimeout(Timeout.of(timeouts.response()))
                // A service that was restarted leaves dead connections behind; a POST must not be the one to find out.
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(100))
                .build();
        AtomicLong opened = new AtomicLong();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(socket -> connection(opened.incrementAndGet(), socket))
                .setTlsSocketStrategy(tls())
                .setDefaultConnectionConfig(connection)
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connections)
                .build();
    }

    private static ManagedHttpClientConnection connection(long number, @Nullable Socket socket) throws IOException {
        // A service may refuse an upload before it was sent whole: then its answer counts, not the broken pipe. The
        // library's own way to look for it waits a millisecond every 8 kB, which leaves 6 MB of an upload a second.
        ServiceConnection connection = new ServiceConnection(
                "to-service-" + number, (request, sender, answer, sent, next) -> answer.available() > 0);
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }
}
