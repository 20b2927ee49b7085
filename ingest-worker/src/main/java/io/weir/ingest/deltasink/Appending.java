package io.weir.ingest.deltasink;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is appended to a table in one commit.
 *
 * @param rows none of them changes the transactions alone
 * @param transactions new versions by application id
 * @param expected the versions before; null for none
 */
record Appending(NewRows rows, Map<String, Long> transactions, Map<String, @Nullable Long> expected) {}
