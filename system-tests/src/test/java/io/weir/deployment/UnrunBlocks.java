package io.weir.deployment;

import java.nio.file.Path;
import java.util.List;

/** Blocks of commands that no test takes from their page and runs, and what holds them instead. */
final class UnrunBlocks {

    private static final String CI = "run by .ci/run, in these or in other words";
    private static final String LONG =
            "takes minutes of a machine of its own; its options are held by everyWeirCommandExists";
    private static final String NO_ENGINE = "needs a container engine; ComposeTest and PagesTest hold what is named";
    private static final String NO_CLUSTER = "needs a cluster; helm/tests hold its values and what is named";
    private static final String READERS = "what is the reader's own: addresses and tokens";
    private static final String STREAMDUCK = "StreamDuckIT runs it with a file of its own";

    /**
     * Blocks of one page.
     *
     * @param page below the project's folder
     * @param begin of each of them
     */
    record Unrun(String page, String begin, String why) {

        boolean holds(String otherPage, String block) {
            return page.equals(otherPage) && block.startsWith(begin);
        }
    }

    static final List<Unrun> ALL = List.of(
            new Unrun("README.md", "./weir demo", CI),
            new Unrun("clients/python/README.md", "pip install", CI),
            new Unrun("clients/typescript/README.md", "cd clients/typescript", CI),
            new Unrun("docs/getting-started.md", "./weir up", CI),
            new Unrun("docs/soak.md", "./weir soak", CI),
            new Unrun("docs/operations/drill.md", "./weir drill", CI),
            new Unrun("docs/benchmarks.md", "./weir bench", LONG),
            new Unrun("docs/getting-started.md", "export WEIR_TOKEN=", READERS),
            new Unrun("docs/command-line.md", "export WEIR_URL=", READERS),
            new Unrun("docs/event-hubs.md", "./weir stores create", "the page's calls once more, which are run"),
            new Unrun("docs/event-hubs.md", "./mvnw -q -pl event-hubs-emulator", "EmulatorJarIT runs the jar"),
            new Unrun(
                    "docs/formats.md",
                    "./weir stores create hub-schemas",
                    "needs a namespace that workers sign in to as themselves; the registry's tests have a server of their own"),
            new Unrun("docs/formats.md", "protoc ", "needs protoc; the block after it has what it writes"),
            new Unrun(
                    "docs/functions.md",
                    "WEIR_INGEST_JAVA_FUNCTIONS_ENABLED=",
                    "the platform of these tests has it set"),
            new Unrun(
                    "docs/stores.md",
                    "./weir import ",
                    "needs a bucket; the importing tests have servers of each kind"),
            new Unrun("docs/sharing-pipelines.md", "kubectl ", NO_CLUSTER),
            new Unrun("docs/operations/kubernetes.md", "", NO_CLUSTER),
            new Unrun("docs/operations/upgrades.md", "helm ", NO_CLUSTER),
            new Unrun("docs/operations/compose.md", "", NO_ENGINE),
            new Unrun("docs/operations/tracing.md", "WEIR_TRACING_ENDPOINT=", NO_ENGINE),
            new Unrun("docs/operations/tls.md", "WEIR_TLS_CERTIFICATE=", "settings; PagesTest holds their names"),
            new Unrun("docs/operations/database.md", "psql ", "DatabaseTlsTest runs it over TLS"),
            new Unrun("docs/operations/backup.md", "pg_basebackup", "RestoreTest restores from one"),
            new Unrun("docs/ask.md", "./weir ask", "needs an agent; AskCommandTest has a server of its own"),
            new Unrun("docs/streamduck.md", "./weir check-credentials", STREAMDUCK),
            new Unrun("docs/streamduck.md", "./weir run", STREAMDUCK));

    private UnrunBlocks() {}

    static boolean hold(Path page, String block) {
        String name = Compose.home().relativize(page).toString().replace('\\', '/');
        return ALL.stream().anyMatch(unrun -> unrun.holds(name, block));
    }
}
