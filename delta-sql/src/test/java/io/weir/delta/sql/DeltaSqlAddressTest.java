package io.weir.delta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaSqlAddressTest {

    private static final Map<String, String> VARIABLES = Map.of(
            "PGPASS", "p@ss/w?rd#1%2F", "DBHOST", "db.example", "DBPORT", "6543", "BLANK", "", "WORDS", "s3cret x");

    private static DeltaSqlAddress parse(String text) {
        return DeltaSqlAddress.parse(text, VARIABLES::get);
    }

    private static PostgresAddress postgres(String text) {
        return (PostgresAddress) parse(text);
    }

    private static FileAddress file(String text) {
        return (FileAddress) parse(text);
    }

    @Test
    void theNamesAloneMeanThisMachine() {
        assertThat(postgres("deltasql://postgres/lake/export/orders"))
                .isEqualTo(new PostgresAddress(
                        "localhost",
                        5432,
                        null,
                        null,
                        "lake",
                        "export",
                        "orders",
                        "prefer",
                        new ConnectionLimits(4, Duration.ofSeconds(10))));
    }

    @Test
    void aServerComesBeforeTheNames() {
        PostgresAddress whole = postgres("deltasql://postgres/ann:s3cret@db.example:6432/lake/export/orders"
                + "?sslmode=verify-full&pool_size=7&connect_timeout=3");
        assertThat(whole)
                .isEqualTo(new PostgresAddress(
                        "db.example",
                        6432,
                        "ann",
                        "s3cret",
                        "lake",
                        "export",
                        "orders",
                        "verify-full",
                        new ConnectionLimits(7, Duration.ofSeconds(3))));

        PostgresAddress hostOnly = postgres("deltasql://postgres/db/lake/export/orders");
        assertThat(hostOnly.host()).isEqualTo("db");
        assertThat(hostOnly.user()).isNull();
        PostgresAddress noPassword = postgres("deltasql://postgres/ann@db/lake/export/orders");
        assertThat(noPassword.user()).isEqualTo("ann");
        assertThat(noPassword.password()).isNull();
        PostgresAddress sixth = postgres("deltasql://postgres/ann:x@[::1]:6432/lake/export/orders");
        assertThat(sixth.host()).isEqualTo("[::1]");
        assertThat(sixth.port()).isEqualTo(6432);
        assertThat(postgres("deltasql://postgres/[fe80::1]/lake/export/orders").port())
                .isEqualTo(5432);
    }

    @Test
    void aFileIsAbsoluteAfterTwoSlashes() {
        assertThat(file("deltasql://sqlite//data/lake.db?table=orders"))
                .isEqualTo(
                        new FileAddress(Engine.SQLITE, Path.of("/data/lake.db"), "orders", ConnectionLimits.DEFAULT));
        FileAddress relative = file("deltasql://duckdb/lake/meta.duckdb?table=orders&pool_size=2&connect_timeout=60");
        assertThat(relative.engine()).isEqualTo(Engine.DUCKDB);
        assertThat(relative.file()).isEqualTo(Path.of("lake/meta.duckdb").toAbsolutePath());
        assertThat(relative.limits()).isEqualTo(new ConnectionLimits(2, Duration.ofSeconds(60)));
        assertThat(file("DeltaSQL://SQLite//data/a@b.db?table=t").file()).isEqualTo(Path.of("/data/a@b.db"));
    }

    @Test
    void escapesSeparateNothing() {
        PostgresAddress address =
                postgres("deltasql://postgres/an%40n:p%2Fa%3As%40s%25@db/la%2Fke/%C3%BCber/or%20ders%3F");
        assertThat(address.user()).isEqualTo("an@n");
        assertThat(address.password()).isEqualTo("p/a:s@s%");
        assertThat(address.database()).isEqualTo("la/ke");
        assertThat(address.schema()).isEqualTo("über");
        assertThat(address.table()).isEqualTo("or ders?");
        assertThat(file("deltasql://sqlite//d%20x/größe+1.db?table=a%26b%3Dc+d"))
                .isEqualTo(new FileAddress(
                        Engine.SQLITE, Path.of("/d x/größe+1.db"), "a&b=c+d", ConnectionLimits.DEFAULT));
    }

    @Test
    void aVariableIsTakenAsItIs() {
        PostgresAddress address = postgres("deltasql://postgres/ann:x${PGPASS}y@${DBHOST}:${DBPORT}/lake/export/t");
        assertThat(address.password()).isEqualTo("xp@ss/w?rd#1%2Fy");
        assertThat(address.host()).isEqualTo("db.example");
        assertThat(address.port()).isEqualTo(6543);
        assertThat(file("deltasql://sqlite//tmp/$x$%7B?table=${DBHOST}"))
                .isEqualTo(
                        new FileAddress(Engine.SQLITE, Path.of("/tmp/$x${"), "db.example", ConnectionLimits.DEFAULT));
    }

    @Test
    void asTextItKeepsItsSecrets() {
        assertThat(postgres("deltasql://postgres/ann:s3cret@db/lake/export/t?pool_size=9"))
                .hasToString("deltasql://postgres/***@db:5432/lake/export/t?sslmode=prefer&pool_size=9");
        assertThat(postgres("deltasql://postgres/db/lake/export/t?sslmode=require"))
                .hasToString("deltasql://postgres/db:5432/lake/export/t?sslmode=require");
        assertThat(file("deltasql://duckdb//data/m.duckdb?table=t&connect_timeout=5"))
                .hasToString("deltasql://duckdb//data/m.duckdb?table=t&connect_timeout=5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgresql://h/d/s/t                                   | scheme   | postgresql | deltasql
                    orders                                                 | scheme   | missing | deltasql://
                    deltasql://                                            | engine   | '' | postgres, sqlite, duckdb
                    deltasql://mysql/d/s/t                                 | engine   | mysql | postgres, sqlite, duckdb
                    deltasql://postgres                                    | path     | 1 parts | DATABASE/SCHEMA/TABLE
                    deltasql://postgres/d/s                                | path     | 2 parts | DATABASE/SCHEMA/TABLE
                    deltasql://postgres/h/d/s/t/u                          | path     | 5 parts | DATABASE/SCHEMA/TABLE
                    deltasql://postgres//s/t                               | database | is empty | character
                    deltasql://postgres/d/s/                               | table    | is empty | character
                    deltasql://postgres/h:0/d/s/t                          | port     | '0' | 1 to 65535
                    deltasql://postgres/h:65536/d/s/t                      | port     | '65536' | 1 to 65535
                    deltasql://postgres/h:x/d/s/t                          | port     | 'x' | 1 to 65535
                    deltasql://postgres/h:/d/s/t                           | port     | is empty | character
                    deltasql://postgres/u:p@/d/s/t                         | host     | is empty | character
                    deltasql://postgres/u:p@a,b/d/s/t                      | host     | 'a,b' | letters
                    deltasql://postgres/d/s/t?sslmode=yes                  | sslmode  | 'yes' | verify-full
                    deltasql://postgres/d/s/t?pool_size=0                  | pool_size | '0' | 1 to 100
                    deltasql://postgres/d/s/t?pool_size=101                | pool_size | '101' | 1 to 100
                    deltasql://postgres/d/s/t?connect_timeout=3601         | connect_timeout | '3601' | 1 to 3600
                    deltasql://postgres/d/s/t?connect_timeout=-1           | connect_timeout | '-1' | 1 to 3600
                    deltasql://postgres/d/s/t?connect_timeout              | connect_timeout | is empty | character
                    deltasql://postgres/d/s/t?table=x                      | query    | 'table' | sslmode, pool_size
                    deltasql://postgres/d/s/t?sslmode=allow&sslmode=allow  | sslmode  | twice | one value
                    deltasql://postgres/d/s/t?                             | query    | '' | sslmode, pool_size
                    deltasql://sqlite//a.db                                | table    | missing | ?table=NAME
                    deltasql://sqlite//a.db?table=                         | table    | is empty | character
                    deltasql://sqlite?table=t                              | file     | is empty | character
                    deltasql://sqlite//dir/?table=t                        | file     | '/dir/' | no ? and no ;
                    deltasql://sqlite//a%3Fb?table=t                       | file     | '/a%3Fb' | no ? and no ;
                    deltasql://duckdb//a;b?table=t                         | file     | '/a;b' | no ? and no ;
                    deltasql://sqlite//a.db?table=t&sslmode=require        | query    | 'sslmode' | table, pool_size
                    deltasql://sqlite//a%00.db?table=t                     | file     | '/a%00.db' | printable
                    deltasql://sqlite//a.db?table=a%0Ab                    | table    | 'a%0Ab' | printable
                    deltasql://sqlite//a%zz.db?table=t                     | file     | '/a%zz.db' | hexadecimal
                    deltasql://sqlite//a%2?table=t                         | file     | '/a%2' | hexadecimal
                    deltasql://sqlite//a%?table=t                          | file     | '/a%' | hexadecimal
                    deltasql://sqlite//a%FF?table=t                        | file     | '/a%FF' | UTF-8
                    deltasql://sqlite//${}?table=t                         | file     | '/${}' | ${NAME}
                    deltasql://sqlite//${A?table=t                         | file     | '/${A' | ${NAME}
                    deltasql://sqlite//${NOBODY}?table=t                   | file     | NOBODY, which is not set | environment
                    deltasql://sqlite//${BLANK}?table=t                    | file     | BLANK, which is not set | environment
                    deltasql://sqlite//a#b?table=t                         | address  | has a # | %23
                    """)
    void whatIsWrongIsNamed(String text, String part, String found, String allowed) {
        String message = refusal(text);
        assertThat(message)
                .startsWith("deltasql address: " + part + ": ")
                .contains(found.replace("''", "'"))
                .contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://s3cret:s3cret@h/d/s/t",
                "s3cret:s3cret@h/d/s/t",
                "deltasql://s3cret:s3cret@postgres/d/s/t",
                "deltasql://postgres/s3cret:s3cret@h/s/t",
                "deltasql://postgres/s3cret:a/s3cret@h/d/s/t",
                "deltasql://postgres/u:3/s3cret@h/s/t",
                "deltasql://postgres/s3cret:a?s3cret@h/d/s/t",
                "deltasql://postgres/s3cret:a#s3cret@h/d/s/t",
                "deltasql://postgres/s3cret%:s3cret@h/d/s/t",
                "deltasql://postgres/u:s3cret%0A@h/d/s/t",
                "deltasql://postgres/u:s3cret${NOBODY}@h/d/s/t",
                "deltasql://postgres/u:s3cret${@h/d/s/t",
                "deltasql://postgres/u:${WORDS}@h:99999/d/s/t",
                "deltasql://postgres/${WORDS}/d/s/t",
                "deltasql://postgres/h:${WORDS}/d/s/t",
                "deltasql://postgres/d/s/t?sslmode=${WORDS}",
                "deltasql://postgres/d/s/t?pool_size=${WORDS}"
            })
    void noFaultTellsASecret(String text) {
        assertThat(refusal(text)).doesNotContain("s3cret");
    }

    @Test
    void aFaultHasItsParts() {
        InvalidAddressException fault =
                catchThrowableOfType(InvalidAddressException.class, () -> parse("deltasql://postgres/h:0/d/s/t"));
        assertThat(fault.violation().field()).isEqualTo("port");
        assertThat(fault.violation().found()).isEqualTo("'0'");
        assertThat(fault.violation().allowed()).isEqualTo("1 to 65535");
    }

    private static String refusal(String text) {
        InvalidAddressException fault = catchThrowableOfType(InvalidAddressException.class, () -> parse(text));
        assertThat(fault).as(text).isNotNull();
        return String.valueOf(fault.getMessage());
    }
}
