package io.weir.ingest.pipeline;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.function.FunctionSources;
import io.weir.ingest.function.Functions;
import io.weir.ingest.function.JavaFunctionSettings;
import io.weir.ingest.transform.JavaBinding;
import io.weir.ingest.transform.JavaFunctions;
import io.weir.ingest.transform.SqlFunction;
import io.weir.ingest.transform.Transform;
import io.weir.ingest.transform.TransformRefusedException;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The functions that transforms call: which there are now, and that those which are called stay. */
@Component
public class PipelineFunctions {

    /** A name before a bracket; some are no calls, as within texts. */
    private static final Pattern CALL = Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,99})\"?\\s*\\(");

    private final Functions functions;
    private final FunctionSources sources;
    private final JavaFunctionSettings settings;

    PipelineFunctions(Functions functions, FunctionSources sources, JavaFunctionSettings settings) {
        this.functions = functions;
        this.sources = sources;
        this.settings = settings;
    }

    /** The functions that a transform may call, by what is written in it. */
    public List<SqlFunction> mentioned(@Nullable String transform) {
        if (transform == null) {
            return List.of();
        }
        Set<String> names = CALL.matcher(transform)
                .results()
                .map(call -> JavaFunctions.spoken(call.group(1).toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
        return names.isEmpty() ? List.of() : functions.named(names);
    }

    /** The functions that a definition calls, as they are now, and those that the transform of a joined stream calls. */
    List<SqlFunction> current(PipelineDefinition definition) {
        return Stream.concat(Stream.of(definition), definition.joined().stream())
                .flatMap(each -> called(each).stream())
                .distinct()
                .toList();
    }

    private List<SqlFunction> called(PipelineDefinition definition) {
        List<String> transforms = definition.transforms();
        List<SqlFunction> mentioned = mentioned(String.join("\n", transforms));
        if (mentioned.isEmpty()) {
            return mentioned;
        }
        Set<SqlFunction> called = transforms.stream()
                .flatMap(transform -> called(definition, transform, mentioned).stream())
                .collect(Collectors.toSet());
        return mentioned.stream().filter(called::contains).toList();
    }

    /** Of a transform that cannot be read all of them: it is going to be refused by who looks at it next. */
    private static List<SqlFunction> called(PipelineDefinition definition, String sql, List<SqlFunction> mentioned) {
        RecordFormat format = Objects.requireNonNullElse(definition.format(), RecordFormat.JSON);
        try {
            Transform transform = Transform.of(sql, format.of(definition).columns(), mentioned);
            return mentioned.stream()
                    .filter(function -> transform.calls().contains(function.name()))
                    .toList();
        } catch (TransformRefusedException | RuntimeException refused) {
            return mentioned;
        } catch (SQLException broken) {
            throw new IllegalStateException("DuckDB could not be asked about a transform", broken);
        }
    }

    /** Refuses functions that somebody brings along: they are looked up. */
    static void requireNone(PipelineDefinition asked) {
        if (asked.functions() != null) {
            throw ProblemException.invalid(
                    "functions", "is not given", null, "nothing: they are looked up by their names");
        }
    }

    /** Has nobody remove functions before the transaction in hand ends; says whether all of them are there. */
    public boolean hold(Collection<String> names) {
        return functions.hold(names);
    }

    /** In the transaction that keeps a definition: has what it calls stay as long as it is there. */
    void hold(PipelineDefinition definition) {
        Set<String> names = definition.called().stream().map(SqlFunction::name).collect(Collectors.toSet());
        List<JavaBinding> methods = definition.called().stream()
                .flatMap(function -> Stream.ofNullable(function.javaMethod()))
                .toList();
        if (!methods.isEmpty()) {
            settings.require();
        }
        if (!functions.hold(names) || !sources.holdJars(methods)) {
            FieldProblem problem = new FieldProblem(
                    "transform", "calls a function that was just removed or changed", names.toString(), null);
            throw new ProblemException(IngestProblem.PIPELINE_INVALID, PipelineRules.sentence(List.of(problem)))
                    .with("errors", List.of(problem));
        }
    }
}
