package io.weir.support.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How PostgreSQL is signed in to, besides what Spring Boot's own settings say.
 *
 * @param passwordFile file with the password, read anew for each new connection, so that it is changed without a restart; where
 *     absent, `spring.datasource.password` of the start counts
 */
@ConfigurationProperties("weir.database")
public record DatabaseSettings(@Nullable Path passwordFile) {}
