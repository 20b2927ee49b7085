/** Log files in Azure: Data Lake Storage, and Blob Storage. */
@NullMarked
package io.weir.delta.storage.azure;

import org.jspecify.annotations.NullMarked;
