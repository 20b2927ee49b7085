package io.weir.standalone.drill;

import io.weir.standalone.platform.SingleService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir serve}: one service, told all by its environment as its image is; a drill starts two of each. */
@Command(name = "serve", hidden = true, header = "Runs one service until it is told to stop.")
public final class ServeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SERVICE", description = "The name of the service, such as metadata-service.")
    private String service = "";

    @Option(names = "--logs", paramLabel = "DIR", required = true, description = "Where its log goes.")
    private @Nullable Path logs;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SingleService.run(service, logs == null ? Path.of("logs") : logs);
        return 0;
    }
}
