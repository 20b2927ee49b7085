package io.weir.metadata.commit.jdbc;

import static io.weir.metadata.commit.jdbc.ColumnArrays.numbers;
import static io.weir.metadata.commit.jdbc.ColumnArrays.texts;
import static io.weir.metadata.commit.jdbc.ColumnArrays.truths;

import io.weir.metadata.commit.AddedFile;
import java.util.List;

/** What the table data_file says of files, as the arrays that statements unnest, in the order in which they name them. */
final class FileColumns {

    private FileColumns() {}

    static List<Object> of(List<AddedFile> files) {
        return List.of(
                texts(files, AddedFile::path),
                texts(files, AddedFile::deletionVector),
                numbers(files, AddedFile::size),
                numbers(files, AddedFile::rows),
                truths(files, AddedFile::dataChange),
                texts(files, AddedFile::partitionValues),
                texts(files, AddedFile::action),
                texts(files, file -> KeyArrays.text(file.bounds().lows())),
                texts(files, file -> KeyArrays.text(file.bounds().highs())),
                numbers(files, file -> file.bounds().withoutNulls()),
                numbers(files, file -> file.bounds().nullsOnly()));
    }
}
