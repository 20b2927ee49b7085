package io.weir.ingest.worker;

import io.weir.ingest.bytecode.JarContents;
import io.weir.ingest.bytecode.JarRefusedException;
import io.weir.ingest.bytecode.LoadedJar;
import io.weir.ingest.function.FunctionSources;
import io.weir.ingest.function.JavaFunctionSettings;
import io.weir.ingest.transform.JavaBinding;
import io.weir.ingest.transform.JavaFunctions;
import io.weir.ingest.transform.SqlFunction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has DuckDB call the methods of jars that pipelines' functions are. */
@Component
class UploadedFunctions {

    private final FunctionSources sources;
    private final JavaFunctionSettings settings;

    UploadedFunctions(FunctionSources sources, JavaFunctionSettings settings) {
        this.sources = sources;
        this.settings = settings;
    }

    /**
     * Registers those of a pipeline where it works.
     *
     * @throws io.weir.support.problem.ProblemException if Java functions are switched off here
     */
    void register(List<SqlFunction> functions, Connection connection) throws SQLException {
        for (SqlFunction function : functions) {
            JavaBinding binding = function.javaMethod();
            if (binding != null) {
                settings.require();
                JavaFunctions.register(connection, function.name(), binding, () -> load(binding));
            }
        }
    }

    /** Looked at once more: what was taken by an earlier version of Weir may not be taken now. */
    private Function<Object[], @Nullable Object> load(JavaBinding binding) {
        byte[] jar = sources.jar(binding.source(), binding.sha256())
                .orElseThrow(() -> new IllegalStateException("a jar of " + binding.source() + " is gone"));
        try {
            return new LoadedJar(JarContents.of(jar)).call(binding.method())::with;
        } catch (JarRefusedException refused) {
            throw new IllegalStateException("the jar of " + binding.source() + " " + refused.getMessage(), refused);
        }
    }
}
