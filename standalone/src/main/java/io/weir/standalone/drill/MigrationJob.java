package io.weir.standalone.drill;

import io.weir.standalone.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Brings one service's schema up to date and ends, as the job does that the chart runs before an upgrade. */
record MigrationJob(String service, Path home, Map<String, String> environment) {

    /** What the chart's jobs are told. */
    private static final String END_WHEN_MIGRATED = "-Dspring.context.exit=onRefresh";

    void run() throws InterruptedException {
        String name = service + "-migration";
        Path output = home.resolve(name + ".out");
        ProcessBuilder builder = new ProcessBuilder(Build.own()
                        .command(
                                "serve",
                                service,
                                "--logs",
                                home.resolve("logs").resolve(name).toString()))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("WEIR_"));
        builder.environment().putAll(environment);
        builder.environment().put("JDK_JAVA_OPTIONS", END_WHEN_MIGRATED);
        builder.environment().put("SERVER_PORT", "0");
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new CommandFailure("the migration of " + service + " ended with " + code + ": see " + output);
            }
        } catch (IOException failed) {
            throw new CommandFailure("cannot start " + name + ": " + failed.getMessage(), failed);
        }
    }
}
