package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.test.FreePorts;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One more ingest worker of a platform, as a process of its own; closing leaves none behind. */
final class ExtraWorker implements AutoCloseable {

    private static final int POSTGRES = 6;
    private static final List<String> SERVICES = List.of("PLATFORM", "METADATA", "INGEST", "LINEAGE");

    private final int port = FreePorts.base();
    private final Process process;

    ExtraWorker(SharedPlatform.Addresses platform, String name) throws IOException {
        List<String> command = Launch.BRIEF.command();
        Path logs = platform.dataDir().resolve("logs").resolve(name);
        command.addAll(List.of("serve", "ingest-worker", "--logs", logs.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(platform.dataDir().resolve(name + ".out").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("SERVER_ADDRESS", platform.host());
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("WEIR_DATA_DIR", platform.dataDir().toString());
        environment.put("WEIR_IDENTITY_ENABLED", "true");
        environment.put("WEIR_OUTBOUND_ALLOWED", "localhost,127.0.0.0/8");
        for (String service : SERVICES) {
            environment.put("WEIR_SERVICES_" + service + "_URL", platform.service(SERVICES.indexOf(service)));
        }
        environment.put(
                "SPRING_DATASOURCE_URL",
                "jdbc:postgresql://" + platform.host() + ":" + (platform.port() + POSTGRES) + "/weir");
        environment.put("SPRING_DATASOURCE_USERNAME", "weir_ingest");
        environment.put("SPRING_DATASOURCE_PASSWORD", password(platform.dataDir()));
        process = builder.start();
        Http.own(port, platform.dataDir());
    }

    private static String password(Path dataDir) throws IOException {
        Properties passwords = new Properties();
        try (Reader file = Files.newBufferedReader(dataDir.resolve("postgres/secrets.properties"))) {
            passwords.load(file);
        }
        return passwords.getProperty("weir_ingest");
    }

    /** Rows that it wrote for a pipeline so far; none as long as it does not answer. */
    double rows(String pipeline) throws InterruptedException {
        assertThat(process.isAlive()).isTrue();
        return rows("http://127.0.0.1:" + port, pipeline);
    }

    /** The same of any worker. */
    static double rows(String address, String pipeline) throws InterruptedException {
        try {
            String metrics = Http.get(address + "/actuator/prometheus").body();
            Matcher found = Pattern.compile(
                            "(?m)^weir_ingest_rows_total\\{[^}]*pipeline=\"" + pipeline + "\"[^}]*} (\\S+)")
                    .matcher(metrics);
            return found.find() ? Double.parseDouble(found.group(1)) : 0;
        } catch (IOException away) {
            return 0;
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP or SIGCONT. */
    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
