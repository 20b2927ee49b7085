package io.weir.ingest.transform;

import io.weir.ingest.decode.Sql;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What transforms call by a name: an expression of its parameters, which stands for the call, or a method of a jar.
 *
 * @param name in small letters, as DuckDB compares names of functions
 * @param parameters names, in small letters
 * @param body an expression that names nothing else; of a method, what it is called with
 * @param javaMethod the method; null for an expression
 */
public record SqlFunction(
        String name,
        List<String> parameters,
        String body,
        @Nullable JavaBinding javaMethod) {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final String NAMES = "1 to 63 small letters, digits and '_', not a word of SQL";
    private static final int MOST_PARAMETERS = 16;
    private static final int LONGEST = 4_000;

    public SqlFunction {
        parameters = List.copyOf(parameters);
    }

    /** An expression. */
    public SqlFunction(String name, List<String> parameters, String body) {
        this(name, parameters, body, null);
    }

    /** A method of a jar, with names for its parameters. */
    public static SqlFunction of(String name, List<String> parameters, JavaBinding javaMethod) {
        String call =
                javaMethod.method().className() + "." + javaMethod.method().name();
        return new SqlFunction(name, parameters, call + "(" + String.join(", ", parameters) + ")", javaMethod);
    }

    /**
     * Has DuckDB look at it, where it can do no harm. Costs some 30 ms.
     *
     * @throws FunctionRefusedException naming the field that is not as it must be
     */
    public void check() throws FunctionRefusedException, SQLException {
        if (parameters.size() > MOST_PARAMETERS) {
            throw new FunctionRefusedException(
                    "parameters", "are too many", parameters.size() + " parameters", "at most " + MOST_PARAMETERS);
        }
        if (body.length() > LONGEST) {
            throw new FunctionRefusedException(
                    "body", "is too long", body.length() + " characters", "at most " + LONGEST + " characters");
        }
        try (Sandbox sandbox = Sandbox.open()) {
            checkNames(sandbox);
            if (javaMethod == null) {
                sandbox.define(this, syntax(sandbox));
            } else if (parameters.size() != javaMethod.method().parameters().size()) {
                throw new FunctionRefusedException(
                        "parameters",
                        "are not as many as the method has",
                        parameters.size() + " parameters",
                        javaMethod.method().signature());
            }
        } catch (TransformRefusedException refused) {
            throw new FunctionRefusedException("body", refused.why(), refused.found(), refused.allowed());
        }
    }

    private void checkNames(Sandbox sandbox) throws FunctionRefusedException, SQLException {
        if (!NAME.matcher(name).matches()
                || JavaFunctions.isReserved(name)
                || !kind(sandbox, name + "(1)").equals("FUNCTION")) {
            throw new FunctionRefusedException("name", "cannot be a name", name, NAMES);
        }
        if (AllowedFunctions.contains(name) || sandbox.has(name)) {
            throw new FunctionRefusedException("name", "is a function of DuckDB", name, "a name of its own");
        }
        Set<String> names = new HashSet<>();
        for (int index = 0; index < parameters.size(); index++) {
            String parameter = parameters.get(index);
            if (!NAME.matcher(parameter).matches()
                    || !kind(sandbox, parameter).equals("COLUMN_REF")
                    || !names.add(parameter)) {
                throw new FunctionRefusedException(
                        "parameters[" + index + "]", "cannot be a name, or is there twice", parameter, NAMES);
            }
        }
    }

    private static String kind(Sandbox sandbox, String expression) throws SQLException {
        try {
            return sandbox.parse("select " + expression)
                    .at("/statements/0/node/select_list/0/class")
                    .stringValue("");
        } catch (TransformRefusedException noExpression) {
            return "";
        }
    }

    /** The body as DuckDB's parser sees it, by the rules of transforms. */
    JsonNode syntax(Sandbox sandbox) throws TransformRefusedException, SQLException {
        if (javaMethod != null) {
            String call = JavaFunctions.registered(name, javaMethod) + "(" + Sql.names(parameters) + ")";
            return SelectRules.select(sandbox.parse("select " + call + " from input"))
                    .path("select_list")
                    .path(0);
        }
        // A comment at its end ends with the line; what closes the bracket leaves one too many.
        JsonNode select = SelectRules.select(sandbox.parse("select (" + body + "\n) from input"));
        if (select.path("select_list").size() != 1 || !Syntax.isEmpty(select.path("where_clause"))) {
            throw new TransformRefusedException("is more than one expression", body, "one expression");
        }
        JsonNode expression = select.path("select_list").path(0);
        ExpressionRules.ofBody(parameters).check(expression);
        BodyRules.check(expression, parameters);
        return expression;
    }
}
