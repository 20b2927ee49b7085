package io.weir.ingest.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.ingest.source.SourceException;
import io.weir.ingest.store.StoreAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How workers sign in at databases, and where they do not. */
class PostgresStoresTest {

    private static ApplicationDatabase database;

    @BeforeAll
    static void make() {
        database = new ApplicationDatabase();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static String shown(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet shown = statement.executeQuery("show " + setting)) {
            shown.next();
            return shown.getString(1);
        }
    }

    @Test
    void whoSignsInIsKnownAndWaitsForNoStatementForEver() throws SQLException {
        try (Connection connection = database.stores().connect(database.store())) {
            assertThat(shown(connection, "statement_timeout")).isEqualTo("15s");
            assertThat(shown(connection, "application_name")).isEqualTo("weir");
        }
    }

    @Test
    void whoIsNotLetInIsRefusedForGoodAndNoPasswordIsRepeated() {
        StoreAddress store = database.store(Map.of(StoreAddress.USERNAME, "nobody"));
        SQLException refused = refusal(database.stores("hunter2"), store);
        assertThat(PostgresErrors.isLasting(refused)).isTrue();
        assertThat(refused.getMessage()).contains("nobody").doesNotContain("hunter2");
    }

    @Test
    void aDatabaseThatIsNotThereIsRefusedForGoodAndSilenceIsNot() {
        SQLException refused = refusal(Map.of(StoreAddress.DATABASE, "absent"));
        assertThat(PostgresErrors.isLasting(refused)).as(refused.getMessage()).isTrue();
        SQLException silent = refusal(Map.of(StoreAddress.ADDRESS, "127.0.0.1:1"));
        assertThat(PostgresErrors.isLasting(silent)).as(silent.getMessage()).isFalse();
    }

    @Test
    void aServerWithoutEncryptionIsNotSpokenToUnlessItIsAllowed() {
        Map<String, String> unsaid = new HashMap<>(database.store().properties());
        unsaid.remove(StoreAddress.SSL_MODE);
        StoreAddress store = new StoreAddress("shop", StoreAddress.POSTGRES, unsaid);
        assertThat(refusal(database.stores(), store).getMessage()).contains("SSL");
        assertThat(refusal(Map.of(StoreAddress.SSL_MODE, "require")).getMessage())
                .contains("SSL");
    }

    private static SQLException refusal(Map<String, String> others) {
        return refusal(database.stores(), database.store(others));
    }

    private static SQLException refusal(PostgresStores stores, StoreAddress store) {
        return catchThrowableOfType(SQLException.class, () -> stores.connect(store));
    }

    @ParameterizedTest
    @CsvSource({
        "address, 169.254.169.254, not public",
        "address, '[::1]:5432', not public",
        "password, env:PATH, secret:NAME"
    })
    void whatNobodyMayReachIsRefusedBeforeAnybodyIsAsked(String property, String value, String why) {
        assertThatThrownBy(() -> database.stores().connect(database.store(Map.of(property, value))))
                .isInstanceOfSatisfying(SourceException.class, refused -> assertThat(refused.isLasting())
                        .isTrue())
                .hasMessageContaining(why);
    }
}
