package io.weir.platform.gateway.http;

import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.IOSessionListener;
import org.apache.hc.core5.util.Timeout;

/**
 * Lets a connection that stands be silent for as long as an answer may take. The library holds it to the time that there is
 * for connecting, unless it is told otherwise afterwards.
 */
final class PatientSessions implements IOSessionListener {

    private final Timeout silence;

    PatientSessions(Timeout silence) {
        this.silence = silence;
    }

    @Override
    public void connected(IOSession session) {
        session.setSocketTimeout(silence);
    }

    @Override
    public void startTls(IOSession session) {
        // As before.
    }

    @Override
    public void inputReady(IOSession session) {
        // As before.
    }

    @Override
    public void outputReady(IOSession session) {
        // As before.
    }

    @Override
    public void timeout(IOSession session) {
        // The answer is told of it.
    }

    @Override
    public void exception(IOSession session, Exception cause) {
        // The answer is told of it.
    }

    @Override
    public void disconnected(IOSession session) {
        // The answer is told of it.
    }
}
