package io.weir.standalone.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** With which certificate a port of this machine answers. */
final class ShownCertificate {

    private ShownCertificate() {}

    /** Whether it is this one; not, too, where the caller does not believe the one that is shown. */
    static boolean is(int port, SSLContext believing, X509Certificate expected) throws IOException {
        try (SSLSocket socket = (SSLSocket) believing.getSocketFactory().createSocket("localhost", port)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0].equals(expected);
        } catch (SSLException stillTheOldOne) {
            return false;
        }
    }

    static X509Certificate parsed(Path pem) throws IOException, CertificateException {
        try (var bytes = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        }
    }
}
