package io.weir.platform.store;

import io.weir.support.broker.BrokerSecurity;

/** Reads where a database of PostgreSQL is, and who signs in there. */
final class PostgresSignIn {

    private static final String ADDRESS = "(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(:[1-9][0-9]{0,4})?";
    private static final String NAME = "[^\\x00-\\x1f]{1,63}";

    private PostgresSignIn() {}

    static StoreTarget read(StoreProperties properties) {
        String address = properties.required("address", ADDRESS, "host or host:port; the port is 5432 unless said");
        properties.required("database", NAME, "the name of a database, 1 to 63 characters");
        properties.required(
                BrokerSecurity.USERNAME, NAME, "the role that signs in, with rights to what it is to see and no more");
        properties.optional(
                "sslMode",
                "verify-full|require|disable",
                "verify-full, which it is unless said, require, which trusts any certificate, or disable");
        String password =
                properties.requiredUnrepeated(BrokerSecurity.PASSWORD, KafkaSignIn.SECRET, KafkaSignIn.SECRET_RULE);
        return new StoreTarget.Postgres(address, password);
    }
}
