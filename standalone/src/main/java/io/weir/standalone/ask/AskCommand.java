package io.weir.standalone.ask;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Json;
import io.weir.standalone.cli.Refusal;
import io.weir.standalone.cli.Table;
import io.weir.standalone.cli.VariableFlags;
import io.weir.standalone.demo.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir ask}. */
@Command(
        name = "ask",
        header = "Asks a knowledge agent of Databricks, or of an endpoint that speaks as OpenAI's chat completions do.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir ask \"What is a watermark?\"",
            "  weir ask --conversation talk.json \"And who writes it?\"",
            "  weir ask --metadata team=shop --json \"How late may an order be?\"",
            "  weir ask < questions.txt",
            "  weir ask --show-config",
            "",
            "Variables: DATABRICKS_TOKEN, DATABRICKS_BASE_URL, DATABRICKS_MODEL, AGENTBRICKS_MAX_RETRIES,",
            "AGENTBRICKS_RETRY_DELAY and AGENTBRICKS_TIMEOUT (seconds). Exit code 0 only if all was answered."
        })
public final class AskCommand implements Runnable {

    @Mixin
    private VariableFlags variables = new VariableFlags();

    @Parameters(
            arity = "0..1",
            paramLabel = "QUESTION",
            description = "What to ask (default: each line of standard input, one after the other).")
    private @Nullable String question;

    @Option(
            names = "--conversation",
            paramLabel = "FILE",
            description = "JSON file with what was said before, which is written anew after each answer.")
    private @Nullable Path conversation;

    @Option(names = "--metadata", paramLabel = "KEY=VALUE", description = "Sent along with each question.")
    private Map<String, String> metadata = new LinkedHashMap<>();

    @Option(names = "--footnotes", description = "Leave marks of footnotes, and what they stand for, in answers.")
    private boolean footnotes;

    @Option(names = "--json", description = "Print one JSON object for each answer, with its model, id and tokens.")
    private boolean json;

    @Option(names = "--show-config", description = "Print the variables, the token masked, and ask nothing.")
    private boolean showConfig;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        AgentVariables read = new AgentVariables(variables.read());
        if (showConfig) {
            show(read.shown());
        }
        AgentSettings settings = read.read();
        if (!showConfig) {
            ask(settings);
        }
    }

    private void show(List<AgentVariables.Row> rows) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(rows));
            return;
        }
        Table table = new Table("VARIABLE", "VALUE", "ORIGIN");
        rows.forEach(row -> table.row(row.variable(), row.value(), row.origin()));
        table.print(out);
    }

    private void ask(AgentSettings settings) {
        Agent agent = new Agent(settings, AskCommand::pause);
        List<Message> said = new ArrayList<>();
        if (conversation != null) {
            said.addAll(new ConversationFile(conversation).read());
        }
        if (question != null) {
            answer(agent, said, question);
            return;
        }
        boolean watched = Terminal.onStandardInput();
        // It is not ours to close.
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = next(lines, watched); line != null; line = next(lines, watched)) {
                answerLine(agent, said, line, watched);
            }
        } catch (IOException unreadable) {
            throw new CommandFailure("standard input cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private @Nullable String next(BufferedReader lines, boolean watched) throws IOException {
        if (watched) {
            PrintWriter out = spec.commandLine().getOut();
            out.print("> ");
            out.flush();
        }
        return lines.readLine();
    }

    /** Who sits at a terminal may ask otherwise; for others the first question without an answer is the last one. */
    private void answerLine(Agent agent, List<Message> said, String line, boolean watched) {
        if (line.isBlank()) {
            return;
        }
        try {
            answer(agent, said, line);
        } catch (Refusal refused) {
            if (!watched) {
                throw refused;
            }
            refused.lines().forEach(told -> spec.commandLine().getErr().println("weir: " + told));
        }
    }

    private void answer(Agent agent, List<Message> said, String asked) {
        if (asked.isBlank()) {
            throw new Refusal(List.of("QUESTION is empty; allowed: a text"));
        }
        List<Message> messages = new ArrayList<>(said);
        messages.add(Message.question(asked.strip()));
        Answer answer = agent.ask(messages, metadata);
        Answer shown = footnotes ? answer : answer.withoutFootnotes();
        messages.add(Message.answer(shown.answer()));
        if (conversation != null) {
            new ConversationFile(conversation).write(messages);
        }
        said.clear();
        said.addAll(messages);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.text(shown) : shown.answer());
        out.flush();
    }

    private static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
