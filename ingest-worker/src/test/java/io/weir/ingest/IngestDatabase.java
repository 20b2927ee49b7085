package io.weir.ingest;

import io.weir.test.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A database of the service without the service. */
public final class IngestDatabase {

    private static final Comparator<Resource> BY_VERSION = Comparator.comparing(migration ->
            Integer.valueOf(Objects.requireNonNull(migration.getFilename()).replaceAll("V(\\d+)__.*", "$1")));

    private IngestDatabase() {}

    /** A new one, as all migrations leave it. */
    public static TestDatabase migrated() {
        TestDatabase database = TestDatabase.create("ingest");
        try {
            Resource[] migrations =
                    new PathMatchingResourcePatternResolver().getResources("classpath:db/ingest/V*__*.sql");
            Arrays.sort(migrations, BY_VERSION);
            new ResourceDatabasePopulator(migrations).execute(database.dataSource());
            return database;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
