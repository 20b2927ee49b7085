package io.weir.support.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

@AutoConfiguration
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseAutoConfiguration {

    /** Asks the environment itself: a pool is made before most else. */
    @Bean
    static BeanPostProcessor poolSettings(Environment environment) {
        return new PoolSettings(environment);
    }

    private record PoolSettings(Environment environment) implements BeanPostProcessor, Ordered {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (bean instanceof HikariDataSource pool) {
                readPasswordsAnew(pool);
                PoolLimits.of(environment).applyTo(pool, environment);
            }
            return bean;
        }

        private void readPasswordsAnew(HikariDataSource pool) {
            String file = environment.getProperty("weir.database.password-file");
            if (StringUtils.hasText(file)) {
                pool.setCredentialsProvider(
                        new PasswordFile(environment.getRequiredProperty("spring.datasource.username"), Path.of(file)));
            }
        }

        /** Before anybody wraps it. */
        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }
}
