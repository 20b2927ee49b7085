package io.weir.support.tls;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service that runs by itself is reached, and reaches others, over TLS. Each file is read anew when it changes, so that
 * certificates are replaced without a restart.
 *
 * @param certificate file with the certificate that this service shows, and those between it and its authority, as PEM; where
 *     absent, it answers without TLS
 * @param key file with its private key, as PEM (PKCS#8); goes with the certificate
 * @param authorities file with the certificates of authorities, as PEM, that are believed beside the public ones, wherever this
 *     service calls by HTTPS: other services, stores of objects, issuers, receivers of traces
 * @param plainStores hosts of object stores that may be called by `http://`; this machine may be, and no other unless it is named
 *     here
 */
@ConfigurationProperties("weir.tls")
public record TlsSettings(
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path authorities,
        @DefaultValue Set<String> plainStores) {}
