package io.weir.platform.gateway.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A service's body on its way to the caller: its failures are told apart from the caller's. */
final class AnswerBody extends FilterInputStream {

    AnswerBody(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException failure) {
            throw new UpstreamBrokeOff(failure);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException failure) {
            throw new UpstreamBrokeOff(failure);
        }
    }

    @Override
    public int available() throws IOException {
        try {
            return in.available();
        } catch (IOException failure) {
            throw new UpstreamBrokeOff(failure);
        }
    }
}
