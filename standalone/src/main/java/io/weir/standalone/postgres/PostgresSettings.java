package io.weir.standalone.postgres;

/** The server's settings: one machine, a few services, no replicas. Written anew at each start. */
final class PostgresSettings {

    private PostgresSettings() {}

    static String text(int port) {
        return """
                # Written by Weir at each start; changes made here do not last.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 120
                shared_buffers = '128MB'
                # No replica reads this log, so it need hold no more than a restart takes.
                wal_level = minimal
                max_wal_senders = 0
                max_logical_replication_workers = 0
                max_wal_size = '512MB'
                checkpoint_timeout = '15min'
                # The planner's default assumes a spinning disk.
                random_page_cost = 1.1
                idle_in_transaction_session_timeout = '10min'
                log_min_messages = warning
                log_timezone = 'UTC'
                timezone = 'UTC'
                """.formatted(port);
    }
}
