package io.weir.standalone.resource;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.standalone.cli.WeirCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine;

/** A server that answers as a test says, and the program's commands against it, with what they print. */
final class CommandServer implements AutoCloseable {

    /** What is answered to a request. */
    interface Answers {
        Answer to(String method, String target, String body);
    }

    record Answer(int status, String body, String... headers) {

        /** The connection ends without an answer. */
        static final Answer NONE = new Answer(0, "");
    }

    private final HttpServer server;
    private final Answers answers;
    private final Path folder;
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> tags = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    CommandServer(Path folder, Answers answers) throws IOException {
        this.folder = folder;
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answers.to(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (answer == Answer.NONE) {
                return;
            }
            note(exchange, "Idempotency-Key", keys);
            note(exchange, "If-Match", tags);
            for (int index = 0; index < answer.headers().length; index += 2) {
                exchange.getResponseHeaders().set(answer.headers()[index], answer.headers()[index + 1]);
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            boolean empty = answer.status() == 204;
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : body.length);
            if (!empty) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static void note(HttpExchange exchange, String header, List<String> values) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
            values.add(value);
        }
    }

    /** The {@code Idempotency-Key} of all requests that had one. */
    List<String> keys() {
        return keys;
    }

    /** The {@code If-Match} of all requests that had one. */
    List<String> tags() {
        return tags;
    }

    /** Runs {@code weir arguments…} against this server and returns its exit code; forgets what was printed before. */
    int weir(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", "http://127.0.0.1:" + server.getAddress().getPort()));
        all.addAll(List.of("--data-dir", folder.toString()));
        CommandLine command = WeirCommand.commandLine(arguments);
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
