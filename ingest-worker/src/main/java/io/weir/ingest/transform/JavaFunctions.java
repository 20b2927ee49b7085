package io.weir.ingest.transform;

import io.weir.ingest.bytecode.JavaMethod;
import io.weir.ingest.bytecode.JavaType;
import io.weir.support.hash.Sha256;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Methods of jars as functions of DuckDB. An instance of it has them for all of its connections and cannot forget one, so each jar's
 * are called otherwise: by a digest and the name that the function has for its callers.
 */
public final class JavaFunctions {

    private static final String PREFIX = "weir_java_";
    private static final int DIGEST = 16;
    private static final Pattern REGISTERED = Pattern.compile(PREFIX + "[0-9a-f]{" + DIGEST + "}__");

    /** Of two that register the same at once, as pipelines of one warehouse do, the second finds it there. */
    private static final Object REGISTERING = new Object();

    private JavaFunctions() {}

    /** What an instance of DuckDB calls a function. */
    static String registered(String function, JavaBinding binding) {
        String all = binding.sha256() + " " + binding.method();
        return PREFIX + Sha256.hex(all).substring(0, DIGEST) + "__" + function;
    }

    /** A text with the names that people gave instead of those that DuckDB has. */
    public static String spoken(String text) {
        return REGISTERED.matcher(text).replaceAll("");
    }

    static boolean isReserved(String name) {
        return name.startsWith(PREFIX);
    }

    /**
     * Has an instance of DuckDB call a method for a function, unless it does so already.
     *
     * @param call takes values of the classes that the method's types say, none of them null
     */
    public static void register(
            Connection connection,
            String function,
            JavaBinding binding,
            Supplier<Function<Object[], @Nullable Object>> call)
            throws SQLException {
        String name = registered(function, binding);
        synchronized (REGISTERING) {
            if (!has(connection, name)) {
                add(connection, name, binding.method(), call.get());
            }
        }
    }

    private static boolean has(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select count(*) from duckdb_functions() where function_name = ?")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getLong(1) > 0;
            }
        }
    }

    private static void add(
            Connection connection, String name, JavaMethod method, Function<Object[], @Nullable Object> call)
            throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction();
                DuckDBLogicalType decimal = DuckDBLogicalType.decimal(JavaType.WIDTH, JavaType.SCALE);
                DuckDBLogicalType more = DuckDBLogicalType.of(DuckDBColumnType.BOOLEAN)) {
            builder.withName(name);
            for (JavaType parameter : method.parameters()) {
                if (parameter == JavaType.DECIMAL) {
                    builder.withParameter(decimal);
                } else {
                    builder.withParameter(parameter.box());
                }
            }
            if (method.returns() == JavaType.DECIMAL) {
                builder.withReturnType(decimal);
            } else {
                builder.withReturnType(method.returns().box());
            }
            if (method.parameters().size() > 2) {
                // The driver has functions of many arguments only where there may be more; calls are checked to have
                // none.
                builder.withVarArgs(more);
            }
            callback(builder, method.parameters().size(), values -> scaled(call.apply(values)));
            builder.withNullInNullOut();
            builder.register(connection);
        }
    }

    private static void callback(
            DuckDBScalarFunctionBuilder builder, int parameters, Function<Object[], @Nullable Object> call)
            throws SQLException {
        switch (parameters) {
            case 0 -> builder.withFunction(() -> call.apply(new Object[0]));
            case 1 -> builder.withFunction((Object value) -> call.apply(new Object[] {value}));
            case 2 -> builder.withFunction((Object left, Object right) -> call.apply(new Object[] {left, right}));
            default -> builder.withVarArgsFunction(call);
        }
    }

    private static @Nullable Object scaled(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.setScale(JavaType.SCALE, RoundingMode.HALF_EVEN) : value;
    }
}
