package io.weir.platform.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.postgresql.util.PGobject;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How Spring Data writes and reads {@code jsonb}. */
@Configuration(proxyBeanMethods = false)
class StoreConversions {

    @Bean
    JdbcCustomConversions jdbcCustomConversions(JdbcDialect dialect) {
        JsonMapper json = new JsonMapper();
        return JdbcCustomConversions.of(dialect, List.of(new WriteProperties(json), new ReadProperties(json)));
    }

    @WritingConverter
    private record WriteProperties(JsonMapper json) implements Converter<StoreRow.Properties, PGobject> {

        @Override
        public PGobject convert(StoreRow.Properties properties) {
            PGobject column = new PGobject();
            column.setType("jsonb");
            try {
                column.setValue(json.writeValueAsString(properties.values()));
            } catch (SQLException impossible) {
                throw new IllegalStateException(impossible);
            }
            return column;
        }
    }

    @ReadingConverter
    private record ReadProperties(JsonMapper json) implements Converter<PGobject, StoreRow.Properties> {

        @Override
        public StoreRow.Properties convert(PGobject column) {
            return new StoreRow.Properties(json.readValue(column.getValue(), new TypeReference<>() {}));
        }
    }
}
