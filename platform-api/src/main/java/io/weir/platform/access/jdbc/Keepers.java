package io.weir.platform.access.jdbc;

import io.weir.platform.access.AccessProblem;
import io.weir.platform.dependent.Dependent;
import io.weir.platform.dependent.Known;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * What keeps something from being removed, as far as its remover may know of it.
 *
 * @param seen the first hundred of them, without those that may not be known
 * @param others how many there are beside them
 */
record Keepers(List<Dependent> seen, long others) {

    private static final int MOST = 100;
    private static final String FIRST =
            "select kind, name, owner, count(*) over () as total from (%s) keeper order by kind desc, name limit "
                    + MOST;

    private record Row(Dependent keeper, long total) {}

    /** @param keepers selects {@code kind}, {@code name} and {@code owner} of all, each of the query's parameters the same */
    static Keepers of(JdbcClient jdbc, String keepers, String keptName) {
        StatementSpec statement = jdbc.sql(FIRST.formatted(keepers)).param("kept", keptName);
        List<Row> rows = statement.query((row, number) -> row(row)).list();
        return new Keepers(
                rows.stream().map(Row::keeper).toList(),
                rows.isEmpty() ? 0 : rows.get(0).total() - rows.size());
    }

    boolean isNone() {
        return seen.isEmpty() && others == 0;
    }

    /** Without those that may not be known, which are counted. */
    Keepers as(Known known) {
        List<Dependent> left = seen.stream().filter(known::test).toList();
        return new Keepers(left, others + seen.size() - left.size());
    }

    List<String> names(ResourceKind kind) {
        return seen.stream()
                .filter(keeper -> keeper.kind() == kind)
                .map(Dependent::name)
                .toList();
    }

    /** The refusal to remove what they keep. */
    ProblemException problem(AccessProblem code, String use, @Nullable Throwable cause) {
        Stream<String> counted =
                others == 0 ? Stream.empty() : Stream.of(others + (seen.isEmpty() ? " that you may not see" : " more"));
        String all = String.join(
                ", ", Stream.concat(seen.stream().map(Dependent::name), counted).toList());
        return new ProblemException(code, use + " " + all, null, cause).with("otherUsers", others);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(keeper(row), row.getLong("total"));
    }

    /** What a row says that has {@code kind}, {@code name} and {@code owner}. */
    static Dependent keeper(ResultSet row) throws SQLException {
        return new Dependent(
                ResourceKind.valueOf(row.getString("kind")), row.getString("name"), row.getString("owner"));
    }
}
