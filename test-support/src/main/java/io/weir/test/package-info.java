/** What the tests of every service share: real data, real PostgreSQL. Test scope only. */
@NullMarked
package io.weir.test;

import org.jspecify.annotations.NullMarked;
