package io.weir.ingest.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the platform knows of a store. */
public record StoreAddress(String name, String kind, Map<String, String> properties) {

    public static final String KAFKA = "KAFKA";
    public static final String EVENTHUBS = "EVENTHUBS";

    /** The streams of Amazon Kinesis in a region, which are looked into and no pipeline reads. */
    public static final String KINESIS = "KINESIS";

    public static final String DUCKDB = "DUCKDB";
    public static final String MOTHERDUCK = "MOTHERDUCK";

    /** A database of PostgreSQL, which records are looked up in. */
    public static final String POSTGRES = "POSTGRES";

    public static final String SCHEMA_REGISTRY = "SCHEMA_REGISTRY";

    /** The registry of schemas of an Event Hubs namespace. */
    public static final String AZURE_SCHEMA_REGISTRY = "AZURE_SCHEMA_REGISTRY";

    public static final String FILES = "FILES";

    public static final String BOOTSTRAP_SERVERS = "bootstrapServers";

    /** Host of an Event Hubs namespace. */
    public static final String NAMESPACE = "namespace";

    /** Where an Event Hubs connection string is kept; never the string itself. */
    public static final String CONNECTION_STRING = "connectionString";

    /** Path of a DuckDB file; path or address of a folder of files. */
    public static final String PATH = "path";

    /** Where a store of objects is, if it is not the one that its kind usually means. */
    public static final String ENDPOINT = "endpoint";

    public static final String REGION = "region";

    public static final String ACCESS_KEY_ID = "accessKeyId";

    /** The secrets by which stores of objects let somebody in: of S3, of Azure, where one of two will do, and of Google. */
    public static final String SECRET_ACCESS_KEY = "secretAccessKey";

    public static final String ACCOUNT_KEY = "accountKey";
    public static final String SHARED_ACCESS = "sharedAccess";
    public static final String SERVICE_ACCOUNT_KEY = "serviceAccountKey";

    /** Host of a database of PostgreSQL, with or without a port. */
    public static final String ADDRESS = "address";

    /** Whether a connection to PostgreSQL is encrypted, and who verifies whom: as PostgreSQL's own programs call it. */
    public static final String SSL_MODE = "sslMode";

    /** Name of a database of MotherDuck or PostgreSQL. */
    public static final String DATABASE = "database";

    /** Where a token of MotherDuck is kept; never the token itself. */
    public static final String TOKEN = "token";

    /** Where a schema registry is: {@code https://HOST} with what is before its own paths. */
    public static final String URL = "url";

    /** Who asks a schema registry, if it asks who that is, or signs in at a database. */
    public static final String USERNAME = "username";

    /** The name of the secret that is the password, as {@code secret:NAME}. */
    public static final String PASSWORD = "password";

    /** Whether it is in MotherDuck. */
    public boolean isMotherDuck() {
        return kind.equals(MOTHERDUCK);
    }

    /** The database of a warehouse as DuckDB writes it: a path, or {@code md:NAME}. */
    public String database() {
        String name = property(isMotherDuck() ? DATABASE : PATH);
        return isMotherDuck() ? "md:" + name : String.valueOf(name);
    }

    public @Nullable String property(String key) {
        return properties.get(key);
    }
}
