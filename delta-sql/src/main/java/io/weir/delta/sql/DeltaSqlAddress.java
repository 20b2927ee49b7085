package io.weir.delta.sql;

/**
 * Where the metadata of one table lies in a database. As text it has no user and no password, whatever it was made of.
 *
 * <pre>
 * deltasql://postgres/[USER[:PASSWORD]@HOST[:PORT]/]DATABASE/SCHEMA/TABLE[?sslmode=…&amp;pool_size=…&amp;connect_timeout=…]
 * deltasql://sqlite//ABSOLUTE/FILE?table=TABLE        deltasql://sqlite/RELATIVE/FILE?table=TABLE
 * deltasql://duckdb//ABSOLUTE/FILE?table=TABLE        deltasql://duckdb/RELATIVE/FILE?table=TABLE
 * </pre>
 *
 * In each part {@code %2F} stands for a slash, and so on (UTF-8), and <code>${NAME}</code> for a variable of the environment, whose
 * value is taken as it is: a password in a variable needs no escaping.
 */
public sealed interface DeltaSqlAddress permits PostgresAddress, FileAddress {

    /** What every address begins with. */
    String SCHEME = "deltasql://";

    /**
     * Reads an address, with the variables of this process.
     *
     * @throws InvalidAddressException if it is none
     */
    static DeltaSqlAddress parse(String text) {
        return parse(text, System::getenv);
    }

    /**
     * Reads an address.
     *
     * @throws InvalidAddressException if it is none, or names a variable that is not set
     */
    static DeltaSqlAddress parse(String text, Environment environment) {
        return new AddressParser(environment).parse(text);
    }

    Engine engine();

    /** The table's name there. */
    String table();

    ConnectionLimits limits();
}
