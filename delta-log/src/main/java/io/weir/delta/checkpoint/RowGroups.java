package io.weir.delta.checkpoint;

import java.util.List;
import java.util.Objects;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;

/** Where the row groups of Parquet files lie, and what is said of them when their bytes lie somewhere else. */
final class RowGroups {

    private RowGroups() {}

    /** Those that begin in a stretch of the file. */
    static List<RowGroup> within(List<RowGroup> groups, long offset, long length) {
        return groups.stream()
                .filter(group -> offset <= begin(group) && begin(group) < offset + length)
                .toList();
    }

    static long rows(List<RowGroup> groups) {
        return groups.stream().mapToLong(RowGroup::getNum_rows).sum();
    }

    private static long begin(RowGroup group) {
        return columns(group).stream()
                .map(RowGroups::description)
                .mapToLong(RowGroups::begin)
                .min()
                .orElseThrow();
    }

    private static List<ColumnChunk> columns(RowGroup group) {
        return Objects.requireNonNull(group.getColumns());
    }

    /** It may be left out only where a column lies in a file of its own. */
    private static ColumnMetaData description(ColumnChunk column) {
        return Objects.requireNonNull(column.getMeta_data());
    }

    /** A dictionary comes before what it is for. */
    private static long begin(ColumnMetaData column) {
        return column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0
                ? Math.min(column.getDictionary_page_offset(), column.getData_page_offset())
                : column.getData_page_offset();
    }

    /** The same group, so many bytes further behind; with no number of its own, since it has other neighbours there. */
    static RowGroup moved(RowGroup group, long by) {
        RowGroup moved = group.deepCopy();
        moved.unsetOrdinal();
        if (moved.isSetFile_offset()) {
            moved.setFile_offset(moved.getFile_offset() + by);
        }
        columns(moved).forEach(column -> move(column, by));
        return moved;
    }

    private static void move(ColumnChunk column, long by) {
        // 0 is what newer writers say here, and means nothing.
        if (column.getFile_offset() != 0) {
            column.setFile_offset(column.getFile_offset() + by);
        }
        if (column.isSetOffset_index_offset()) {
            column.setOffset_index_offset(column.getOffset_index_offset() + by);
        }
        if (column.isSetColumn_index_offset()) {
            column.setColumn_index_offset(column.getColumn_index_offset() + by);
        }
        move(description(column), by);
    }

    private static void move(ColumnMetaData column, long by) {
        column.setData_page_offset(column.getData_page_offset() + by);
        if (column.isSetDictionary_page_offset()) {
            column.setDictionary_page_offset(column.getDictionary_page_offset() + by);
        }
        if (column.isSetIndex_page_offset()) {
            column.setIndex_page_offset(column.getIndex_page_offset() + by);
        }
        if (column.isSetBloom_filter_offset()) {
            column.setBloom_filter_offset(column.getBloom_filter_offset() + by);
        }
    }
}
