package io.weir.support.row;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of one table, which have a name, a revision, an owner and the time they were made at. What changes one compares it with what
 * was read, and says whether it was still that.
 */
public final class ReadRows {

    private static final String THE_ONE_READ = " where name = :name and revision = :revision";

    private final JdbcClient jdbc;
    private final String table;
    private final String anotherRevision;

    /** @param revisions the sequence that revisions come from */
    public ReadRows(JdbcClient jdbc, String table, String revisions) {
        this.jdbc = jdbc;
        this.table = table;
        this.anotherRevision = "revision = nextval('" + revisions + "'), updated_at = now()";
    }

    /**
     * A statement that changes the row if it is the one that was read, and then gives it another revision.
     *
     * @param assignments as SQL has them after SET; their parameters are the caller's to give
     */
    public JdbcClient.StatementSpec change(ReadRow read, String assignments) {
        return of(read, "update " + table + " set " + assignments + ", " + anotherRevision + THE_ONE_READ);
    }

    /**
     * Whether it is another's now. Changes of anything else matter only to who says what he read.
     *
     * @param onlyAsRead whether to leave it where anything of it changed since it was read
     */
    public boolean handOver(ReadRow read, String owner, boolean onlyAsRead) {
        return jdbc.sql("update " + table + " set owner = :owner, " + anotherRevision
                                + " where name = :name and owner = :read and created_at = :created"
                                + " and (revision = :revision or not :onlyAsRead)")
                        .param("owner", owner)
                        .param("name", read.name())
                        .param("read", read.owner())
                        .param("created", read.createdAt().atOffset(ZoneOffset.UTC))
                        .param("revision", read.revision())
                        .param("onlyAsRead", onlyAsRead)
                        .update()
                == 1;
    }

    /** Has nobody else change the row, or hold it, before the transaction in hand ends. */
    public boolean lock(ReadRow read) {
        return of(read, "select name from " + table + THE_ONE_READ + " for update")
                .query(String.class)
                .optional()
                .isPresent();
    }

    public boolean remove(ReadRow read) {
        return of(read, "delete from " + table + THE_ONE_READ).update() == 1;
    }

    /**
     * Has nobody remove rows before the transaction in hand ends; says which are there. They are taken in one order, so that two who
     * hold the same do not wait in a circle for who would lock them.
     */
    public Set<String> hold(Collection<String> names) {
        return names.isEmpty()
                ? Set.of()
                : Set.copyOf(
                        jdbc.sql("select name from " + table + " where name = any (:names) order by name for key share")
                                .param("names", names.toArray(String[]::new))
                                .query(String.class)
                                .list());
    }

    private JdbcClient.StatementSpec of(ReadRow read, String sql) {
        return jdbc.sql(sql).param("name", read.name()).param("revision", read.revision());
    }
}
