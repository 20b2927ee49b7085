package io.weir.delta.sql;

import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.SetTransaction;
import java.util.List;
import java.util.function.Consumer;

/** One table at one version: everything that is asked of a reader is of the same version, whoever writes meanwhile. */
public interface TransactionLogReader extends AutoCloseable {

    /** The version, its protocol and metadata; known from the moment the reader was opened. */
    TableState state();

    /** Hands over the live files, in no order, without holding more than some hundred of them. */
    void forEachFile(Consumer<AddFile> consumer) throws TransactionLogException;

    /** The latest transaction of each application, in the order of their ids. */
    List<SetTransaction> transactions() throws TransactionLogException;

    /** The settings of the domains, in the order of their names. */
    List<DomainMetadata> domainMetadata() throws TransactionLogException;

    @Override
    void close() throws TransactionLogException;
}
