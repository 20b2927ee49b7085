package io.weir.metadata.packing.jdbc;

import io.weir.metadata.packing.LogPacking;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Reads what is agreed in the database once, for the first large version. */
@Component
class JdbcLogPacking implements LogPacking {

    /** Fewer make a log file that is not worth it. */
    private static final int MANY = 200;

    private final Supplier<Boolean> agreed;

    JdbcLogPacking(JdbcClient jdbc) {
        this.agreed = SingletonSupplier.of(() ->
                jdbc.sql("select packs from log_packing").query(Boolean.class).single());
    }

    @Override
    public boolean packs(int files) {
        return files >= MANY && agreed.get();
    }
}
