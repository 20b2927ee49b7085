package io.weir.support.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Believes the authorities whose certificates are in a file, as it is when somebody has to be believed. */
final class AuthoritiesFile extends DelegatedTrust {

    private static final Logger LOG = LoggerFactory.getLogger(AuthoritiesFile.class);

    /** What was read, and of when that is. */
    private record State(FileTime changed, X509ExtendedTrustManager trust) {}

    private final Path file;
    private volatile State state;

    private AuthoritiesFile(Path file, State state) {
        this.file = file;
        this.state = state;
    }

    /** @throws IllegalStateException if there is no certificate in it */
    static AuthoritiesFile read(Path file) {
        try {
            return new AuthoritiesFile(file, load(file));
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new IllegalStateException(
                    "weir.tls.authorities: no certificates of authorities, as PEM, can be read from " + file,
                    unreadable);
        }
    }

    private static State load(Path file) throws GeneralSecurityException, IOException {
        FileTime changed = Files.getLastModifiedTime(file);
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
        }
        if (store.size() == 0) {
            throw new CertificateException("there is none in it");
        }
        return new State(changed, TrustedAuthorities.believing(store));
    }

    /** A file that is half written is read again with the next connection; until then what was there before counts. */
    private X509ExtendedTrustManager current() {
        State known = state;
        try {
            if (!Files.getLastModifiedTime(file).equals(known.changed())) {
                known = load(file);
                state = known;
                LOG.info("Read the authorities in {} anew", file);
            }
        } catch (GeneralSecurityException | IOException unreadable) {
            LOG.warn("Cannot read the authorities in {} anew", file, unreadable);
        }
        return known.trust();
    }

    @Override
    void ask(Question question) throws CertificateException {
        question.ask(current());
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return current().getAcceptedIssuers();
    }
}
