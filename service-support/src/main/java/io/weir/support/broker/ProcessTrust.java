package io.weir.support.broker;

import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Has clients of Kafka believe whom the rest of the process believes: public authorities, and those of
 * {@code weir.tls.authorities}, which are read anew when they change. Kafka's own way knows a file or the JVM's authorities, and not
 * both.
 */
public final class ProcessTrust implements SslEngineFactory {

    /** @param endpointIdentification how the broker's name is checked; Kafka's default is as for HTTPS */
    @Override
    public SSLEngine createClientSslEngine(String host, int port, String endpointIdentification) {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine(host, port);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(endpointIdentification);
            engine.setSSLParameters(parameters);
            return engine;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        throw new UnsupportedOperationException("services are no brokers");
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> settings) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    /** None: clients show no certificate. */
    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
}
