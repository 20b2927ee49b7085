/** How services reach S3, and what speaks as S3 does. */
@NullMarked
package io.weir.support.s3;

import org.jspecify.annotations.NullMarked;
