/** Log files in S3, and in what speaks as S3 does. */
@NullMarked
package io.weir.delta.storage.s3;

import org.jspecify.annotations.NullMarked;
