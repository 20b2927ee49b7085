package io.weir.platform.gateway.http;

import io.weir.platform.gateway.http.GatewaySettings.Timeouts;
import java.io.IOException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.bootstrap.AsyncRequesterBootstrap;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncRequester;
import org.apache.hc.core5.http.nio.support.BasicClientExchangeHandler;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestConnControl;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one service on which events are waited for: all of them in one thread, which begins with the first. A
 * connection on which nothing comes for as long as an answer may take is given up; services send a sign of life before. So is
 * one from which nothing was taken for that long, since its caller does not read: whoever listens comes back by itself.
 */
final class EventStreams implements AutoCloseable {

    /** An event and a half: each stream that waits holds two buffers of so many bytes. */
    private static final int BUFFER = 2048;

    private final HttpHost host;
    private final Timeouts timeouts;
    private final int connections;
    private @Nullable HttpAsyncRequester requester;

    EventStreams(HttpHost host, Timeouts timeouts, int connections) {
        this.host = host;
        this.timeouts = timeouts;
        this.connections = connections;
    }

    /**
     * Asks the service and returns when its answer begins.
     *
     * @throws IOException when it does not answer in time
     */
    EventAnswer.Begun ask(ServiceRequest request) throws IOException {
        request.setScheme(host.getSchemeName());
        request.setAuthority(new URIAuthority(host));
        EventAnswer answer = new EventAnswer();
        requester()
                .execute(
                        host,
                        new BasicClientExchangeHandler<>(new BasicRequestProducer(request, null), answer, null),
                        null,
                        Timeout.of(timeouts.connect()),
                        HttpCoreContext.create());
        return answer.await(Timeout.of(timeouts.response()));
    }

    private synchronized HttpAsyncRequester requester() {
        if (requester == null) {
            requester = AsyncRequesterBootstrap.bootstrap()
                    .setIOReactorConfig(IOReactorConfig.custom()
                            .setIoThreadCount(1)
                            .setSoTimeout(Timeout.of(timeouts.response()))
                            .build())
                    .setHttp1Config(Http1Config.custom().setBufferSize(BUFFER).build())
                    .setIOSessionListener(new PatientSessions(Timeout.of(timeouts.response())))
                    .setHttpProcessor(HttpProcessorBuilder.create()
                            .addAll(RequestTargetHost.INSTANCE, RequestConnControl.INSTANCE)
                            .build())
                    .setTlsStrategy(ServiceConnections.tls())
                    .setDefaultMaxPerRoute(connections)
                    .setMaxTotal(connections)
                    .create();
            requester.start();
        }
        return requester;
    }

    @Override
    public synchronized void close() throws IOException {
        if (requester != null) {
            requester.close(CloseMode.IMMEDIATE);
        }
    }
}
