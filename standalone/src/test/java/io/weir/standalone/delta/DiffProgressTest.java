package io.weir.standalone.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weir.standalone.cli.WeirCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A table so large that its replay takes several requests, by a server that answers as the service does then. */
class DiffProgressTest {

    private static final String ID = "\"tableId\":\"0197a3d2-5c1e-7c43-9a0b-6f1d2e3c4b5a\"";
    private static final String STATUS = """
            {"table":"large",%s,"state":"ACTIVE","level":"OK","headVersion":9,"publishedVersion":9,"backlog":0,"lagSeconds":0.0}""".formatted(ID);

    private final Queue<String> reports = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = STATUS;
                if (exchange.getRequestURI().getPath().endsWith("/verify")) {
                    asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                    body = reports.remove();
                }
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length());
                exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String report(String missing, String more) {
        return """
                {"table":"large",%s,"sound":true,"fromVersion":0,"toVersion":8,"missing":[%s],"different":[],\
                "restored":[],"replay":[]%s}""".formatted(ID, missing, more);
    }

    @Test
    void whoWaitsReadsHowFarItIs() {
        reports.add(report("3", ",\"nextVersion\":9,\"replayedFiles\":1234567"));
        reports.add(report("", ",\"nextVersion\":9,\"replayedFiles\":2500000"));
        reports.add(report("9", ""));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = {
            "diff", "large", "--url=http://127.0.0.1:" + server.getAddress().getPort()
        };
        CommandLine command = WeirCommand.commandLine(arguments);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));

        assertThat(command.execute(arguments)).as(err.toString()).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "weir: large is replayed, 1,234,567 files read so far",
                        "weir: large is replayed, 2,500,000 files read so far");
        assertThat(out.toString()).isEqualTo("large: different\n  log files that are missing: [3, 9]\n");
        assertThat(asked).hasSize(3);
        assertThat(asked.subList(1, 3)).allMatch(body -> body.contains("\"fromVersion\":9"));
    }
}
