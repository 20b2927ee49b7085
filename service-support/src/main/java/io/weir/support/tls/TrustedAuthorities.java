package io.weir.support.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom this process believes: the public authorities that come with the JVM, and those of further files. It is the process's own
 * default, so that no client of it, whoever made that, is forgotten.
 */
public final class TrustedAuthorities {

    private static final Map<Path, X509ExtendedTrustManager> FILES = new LinkedHashMap<>();

    private TrustedAuthorities() {}

    /**
     * Believes those of a file, too, from now on and in clients that are made from now on.
     *
     * @throws IllegalStateException if there is no certificate in the file
     */
    public static synchronized void believe(Path file) {
        if (FILES.putIfAbsent(file.toAbsolutePath(), AuthoritiesFile.read(file.toAbsolutePath())) != null) {
            return;
        }
        try {
            List<X509ExtendedTrustManager> all = new ArrayList<>();
            all.add(believing(null));
            all.addAll(FILES.values());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyAuthority(all)}, null);
            SSLContext.setDefault(context);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Who believes these authorities and nobody else.
     *
     * @param authorities null for the JVM's own
     */
    static X509ExtendedTrustManager believing(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        Stream<TrustManager> made = Arrays.stream(factory.getTrustManagers());
        return made.filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
