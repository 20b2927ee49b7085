package io.weir.support.body;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request whose body ends with a problem where it grows past the limit. */
final class LimitedRequest extends HttpServletRequestWrapper {

    private final BodyLimit limit;
    private @Nullable LimitedStream stream;

    LimitedRequest(HttpServletRequest request, BodyLimit limit) {
        super(request);
        this.limit = limit;
    }

    boolean exceeded() {
        return stream != null && stream.exceeded();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        LimitedStream current = stream;
        if (current == null) {
            current = new LimitedStream(super.getInputStream(), limit);
            stream = current;
        }
        return current;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String encoding = getCharacterEncoding();
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }
}
