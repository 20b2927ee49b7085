package io.weir.support.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.X509ExtendedTrustManager;

/** Believes what any of several believes. */
final class AnyAuthority extends DelegatedTrust {

    private final List<X509ExtendedTrustManager> all;

    AnyAuthority(List<X509ExtendedTrustManager> all) {
        this.all = List.copyOf(all);
    }

    @Override
    void ask(Question question) throws CertificateException {
        CertificateException refused = new CertificateException("nobody is believed");
        for (X509ExtendedTrustManager one : all) {
            try {
                question.ask(one);
                return;
            } catch (CertificateException no) {
                refused = no;
            }
        }
        throw refused;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return all.stream().flatMap(one -> Stream.of(one.getAcceptedIssuers())).toArray(X509Certificate[]::new);
    }
}
