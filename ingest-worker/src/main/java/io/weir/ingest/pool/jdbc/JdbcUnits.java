package io.weir.ingest.pool.jdbc;

import io.weir.ingest.pool.PoolSettings;
import io.weir.ingest.pool.Units;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

@Repository
class JdbcUnits implements Units {

    /**
     * The pipelines that are to run, out of those that were asked to: within what their pool may run, and where there is a bound
     * on all of them together, the guaranteed ones first, then those that run already, then whoever asked first.
     */
    private static final String WANTED = """
            with ranked as (
                select p.name, p.placed_at, p.started_at, c.min_units, c.max_units,
                    row_number() over (partition by p.pool order by p.placed_at nulls last, p.started_at, p.name) as place
                from pipeline p join compute_pool c on c.name = p.pool
                where p.state in ('RUNNING', 'DRAINING') and c.state = 'RUNNING'
                    and (p.placed_at is not null or :all or p.pool = any (:served))
            ), queued as (
                select name, row_number() over (
                    order by place > min_units, placed_at nulls last, started_at, name) as turn
                from ranked where place <= max_units
            ), wanted as (
                select name from queued where :units = 0 or turn <= :units
            )
            """;

    private static final String IS_OTHERWISE = "(placed_at is null) = (name in (select name from wanted))";

    private final JdbcClient jdbc;
    private final PoolSettings settings;
    private final TransactionTemplate transactions;

    JdbcUnits(JdbcClient jdbc, PoolSettings settings, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.transactions = transactions;
    }

    @Override
    public void hold() {
        // Not "for update": whoever makes a pipeline that names a pool need not wait.
        jdbc.sql("select name from compute_pool order by name for no key update")
                .query(String.class)
                .list();
    }

    @Override
    public void settle() {
        if (!on("select exists (select from pipeline where " + IS_OTHERWISE + ")")
                .query(Boolean.class)
                .single()) {
            return;
        }
        transactions.executeWithoutResult(begun -> {
            hold();
            on("update pipeline set placed_at = case when placed_at is null then now() end where " + IS_OTHERWISE)
                    .update();
        });
    }

    private JdbcClient.StatementSpec on(String sql) {
        return jdbc.sql(WANTED + sql)
                .param("all", settings.pools().isEmpty())
                .param("served", settings.pools().toArray(String[]::new))
                .param("units", settings.units());
    }

    @Override
    public void wake(String pool) {
        jdbc.sql("""
                        update compute_pool set state = 'RUNNING', suspended_by = null, busy_at = now(),
                            revision = case when state = 'RUNNING' then revision else nextval('pipeline_revision') end
                        where name = :pool and suspended_by is distinct from 'STOP'
                        """).param("pool", pool).update();
    }

    /** Rows are locked in the order in which others do it. */
    @Override
    public void busy(Collection<String> pipelines) {
        jdbc.sql("""
                        update compute_pool set busy_at = now() where name in (
                            select name from compute_pool
                            where name in (select pool from pipeline where name = any (:pipelines))
                            order by name for no key update)
                        """).param("pipelines", pipelines.toArray(String[]::new)).update();
    }

    @Override
    public boolean suspendIdle() {
        return jdbc.sql("""
                        update compute_pool set state = 'SUSPENDED', suspended_by = 'IDLENESS',
                            revision = nextval('pipeline_revision'), updated_at = now()
                        where name in (
                            select name from compute_pool
                            where state = 'RUNNING' and auto_suspend_minutes > 0 and (:all or name = any (:served))
                                and busy_at < now() - make_interval(mins => auto_suspend_minutes)
                            order by name for no key update)
                        """)
                        .param("all", settings.pools().isEmpty())
                        .param("served", settings.pools().toArray(String[]::new))
                        .update()
                > 0;
    }
}
