package io.weir.lineage.intake.web;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Reads the bodies of events, plain or gzip, never more than the limit after decompression. */
@Component
class EventBodies {

    private final int maximumBytes;

    /**
     * Reads up to a limit.
     *
     * @param maximumBytes of one body after decompression
     */
    EventBodies(@Value("${weir.lineage.max-event-bytes:33554432}") int maximumBytes) {
        this.maximumBytes = maximumBytes;
    }

    byte[] read(HttpServletRequest request) throws IOException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        try (InputStream body = decode(request.getInputStream(), encoding == null ? "identity" : encoding)) {
            byte[] read = body.readNBytes(maximumBytes + 1);
            if (read.length > maximumBytes) {
                throw new ProblemException(
                        CommonProblem.CONTENT_TOO_LARGE,
                        "The body is larger than " + maximumBytes + " bytes after decompression");
            }
            return read;
        } catch (ZipException notGzip) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "The body is no gzip", null, notGzip);
        } catch (EOFException truncated) {
            // Not passed on as the cause: it would look as if the caller had gone away.
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "The gzip body ends early");
        }
    }

    private static InputStream decode(InputStream body, String encoding) throws IOException {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "identity" -> body;
            case "gzip", "x-gzip" -> new GZIPInputStream(body, 8192);
            default ->
                throw new ProblemException(
                        CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Encoding " + encoding + " is not taken; gzip and identity are");
        };
    }
}
