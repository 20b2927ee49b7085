package io.weir.ingest.function;

import io.weir.ingest.bytecode.JavaMethod;
import io.weir.ingest.transform.JavaBinding;
import io.weir.ingest.transform.SqlFunction;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the methods that functions are. */
@Component
class FunctionMethods {

    private static final int SHOWN = 20;

    private final FunctionSources sources;

    FunctionMethods(FunctionSources sources) {
        this.sources = sources;
    }

    /** In a transaction: what is asked for, by the jar as it is until the transaction ends. */
    SqlFunction definition(AskedFunction asked) {
        MethodName wanted = asked.javaMethod();
        if (wanted == null) {
            return new SqlFunction(
                    asked.name(),
                    asked.parameters() == null ? List.of() : asked.parameters(),
                    String.valueOf(asked.body()));
        }
        // Read after it is held, so that no other jar comes between.
        boolean held = sources.hold(wanted.source());
        KeptFunctionSource source = sources.find(wanted.source())
                .filter(found -> held)
                .orElseThrow(() -> ProblemException.invalid(
                        "javaMethod.source",
                        "is no function source",
                        wanted.source(),
                        "the name of one that there is"));
        JavaMethod method = method(source.methods(), wanted, asked.parameters());
        List<String> parameters = asked.parameters() == null ? numbered(method) : asked.parameters();
        return SqlFunction.of(asked.name(), parameters, new JavaBinding(source.name(), source.sha256(), method));
    }

    private static List<String> numbered(JavaMethod method) {
        return IntStream.rangeClosed(1, method.parameters().size())
                .mapToObj(number -> "p" + number)
                .toList();
    }

    private static JavaMethod method(List<JavaMethod> offered, MethodName wanted, @Nullable List<String> parameters) {
        List<JavaMethod> found = offered.stream()
                .filter(method -> method.className().equals(wanted.className())
                        && method.name().equals(wanted.method())
                        && (parameters == null
                                || parameters.size() == method.parameters().size()))
                .toList();
        if (found.size() != 1) {
            throw ProblemException.invalid(
                    "javaMethod.method",
                    found.isEmpty() ? "is no method that the source has" : "has more than one meaning",
                    wanted.className() + "." + wanted.method(),
                    signatures(found.isEmpty() ? offered : found));
        }
        return found.get(0);
    }

    private static String signatures(List<JavaMethod> methods) {
        return methods.stream().limit(SHOWN).map(JavaMethod::signature).collect(Collectors.joining("; "))
                + (methods.size() > SHOWN ? "; …" : "");
    }

    /**
     * The same function by another jar of its source; none where that has not the method, or has several of its name and none of them
     * takes what it took.
     */
    static Optional<SqlFunction> by(SqlFunction function, JavaBinding before, JarContent content) {
        List<JavaMethod> found = content.methods().stream()
                .filter(method -> method.className().equals(before.method().className())
                        && method.name().equals(before.method().name())
                        && method.parameters().size() == function.parameters().size())
                .toList();
        return found.stream()
                .filter(method -> found.size() == 1
                        || method.parameters().equals(before.method().parameters()))
                .findFirst()
                .map(method -> SqlFunction.of(
                        function.name(),
                        function.parameters(),
                        new JavaBinding(before.source(), content.jar().sha256(), method)));
    }

    static MethodName name(JavaBinding binding) {
        return new MethodName(
                binding.source(), binding.method().className(), binding.method().name());
    }
}
