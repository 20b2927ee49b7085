package io.weir.delta.sql;

class DuckDbTransactionLogReaderTest extends FileReaderContract {

    DuckDbTransactionLogReaderTest() {
        super(Engine.DUCKDB);
    }
}
