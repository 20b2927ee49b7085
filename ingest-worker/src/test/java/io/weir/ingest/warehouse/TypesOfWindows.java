package io.weir.ingest.warehouse;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.transform.TransformRefusedException;
import io.weir.ingest.transform.Windows;
import java.sql.SQLException;

/** What windows make of rows that are known to be right. */
public final class TypesOfWindows {

    private TypesOfWindows() {}

    public static StructType of(Windows windows, StructType rows) throws SQLException {
        try {
            return windows.output(rows);
        } catch (TransformRefusedException refused) {
            throw new AssertionError(refused);
        }
    }
}
