package io.weir.support.probe;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import io.weir.support.request.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Size;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/probe")
class ProbeController {

    private static final Logger LOG = LoggerFactory.getLogger(ProbeController.class);

    enum Kind {
        KAFKA,
        DUCKDB
    }

    record Source(String topic, @Nullable Integer partitions) {}

    record Thing(
            @Size(max = 8) String name,
            Kind kind,
            int count,
            @Nullable Source source,
            @Nullable Instant since,
            List<String> labels,
            @Nullable Map<String, @Nullable String> properties,
            @Nullable Map<String, Object> settings) {

        Thing {
            if (count < 0) {
                throw new IllegalArgumentException("count must be 0 or more");
            }
        }
    }

    @PostMapping("/things")
    Thing echo(@RequestBody @Valid Thing thing) {
        return thing;
    }

    @GetMapping("/things/{number}")
    String number(@PathVariable int number, @RequestParam @Max(9) int limit, @RequestHeader("X-Probe") String header) {
        return number + " " + limit + " " + header;
    }

    @GetMapping(path = "/lines", produces = MediaType.APPLICATION_NDJSON_VALUE)
    String lines() {
        throw new ProblemException(CommonProblem.NOT_FOUND, "no such lines").with("winner", 7);
    }

    /** Fails after so many bytes of its answer, of which 8 KiB are held back. */
    @GetMapping(path = "/half", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void half(@RequestParam int bytes, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        response.getOutputStream().write(new byte[bytes]);
        throw new DataAccessResourceFailureException("connection lost");
    }

    /** Two lines, each sent off by itself. */
    @GetMapping(path = "/flushed", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void flushed(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        for (String line : List.of("1\n", "2\n")) {
            response.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
            response.getOutputStream().flush();
        }
    }

    /** So many bytes, never flushed, each of which is its place times the seed. */
    @GetMapping(path = "/bytes", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    void bytes(@RequestParam int count, @RequestParam int seed, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        byte[] piece = new byte[100_000];
        for (int place = 0; place < count; place += piece.length) {
            for (int index = 0; index < piece.length; index++) {
                piece[index] = (byte) ((place + index) * seed);
            }
            response.getOutputStream().write(piece, 0, Math.min(piece.length, count - place));
        }
    }

    /** Tells how many bytes came, up to the first that is not its place times the seed. */
    @PostMapping("/bytes")
    String bytes(@RequestParam int seed, HttpServletRequest request) throws IOException {
        byte[] piece = new byte[100_000];
        InputStream body = request.getInputStream();
        int place = 0;
        for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
            for (int index = 0; index < count; index++, place++) {
                if (piece[index] != (byte) (place * seed)) {
                    return "good: " + place;
                }
            }
        }
        return "all: " + place;
    }

    @GetMapping("/unavailable")
    String unavailable() {
        throw ProblemException.unavailable("The broker does not answer.", Duration.ofMillis(2500), null);
    }

    @GetMapping("/database-down")
    String databaseDown() {
        throw new DataAccessResourceFailureException(
                "connection to db-17.internal lost", new EOFException("end of stream"));
    }

    @GetMapping("/broken")
    String broken() {
        throw new IllegalStateException("password=hunter2 in table secrets");
    }

    /** As PostgreSQL refuses a text with the character NUL, which a feature let through. */
    @GetMapping("/nul")
    String nul() {
        throw new DataIntegrityViolationException(
                "insert", new SQLException("invalid byte sequence for encoding \"UTF8\": 0x00", "22021"));
    }

    @GetMapping("/request-id")
    Callable<String> requestId() {
        String before = String.valueOf(RequestIds.current());
        return () -> before + " " + RequestIds.current();
    }

    @GetMapping("/tables/{table}/pipelines/{pipeline}/runs/{runId}")
    String told(@PathVariable String table, @PathVariable String pipeline, @PathVariable String runId) {
        LOG.info("asked for {} of {} and {}", runId, table, pipeline);
        return table;
    }

    @GetMapping("/send-error")
    void sendError(HttpServletResponse response) throws IOException {
        LOG.info("about to refuse");
        response.sendError(409, "because");
    }
}
