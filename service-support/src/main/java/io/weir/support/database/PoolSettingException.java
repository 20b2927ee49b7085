package io.weir.support.database;

import java.util.List;

/** Settings of the pool of connections that nobody can obey. The message is one line with all of them. */
final class PoolSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PoolSettingException(List<String> faults) {
        super(String.join("; ", faults));
    }
}
