package io.weir.support.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Asks others, each question in the form in which it came: the host's name is checked only where the connection comes along. */
abstract class DelegatedTrust extends X509ExtendedTrustManager {

    /** One of the questions. */
    interface Question {

        void ask(X509ExtendedTrustManager one) throws CertificateException;
    }

    /** @throws CertificateException if nobody says yes */
    abstract void ask(Question question) throws CertificateException;

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        ask(one -> one.checkServerTrusted(chain, type));
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        ask(one -> one.checkServerTrusted(chain, type, socket));
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        ask(one -> one.checkServerTrusted(chain, type, engine));
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        ask(one -> one.checkClientTrusted(chain, type));
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        ask(one -> one.checkClientTrusted(chain, type, socket));
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        ask(one -> one.checkClientTrusted(chain, type, engine));
    }
}
