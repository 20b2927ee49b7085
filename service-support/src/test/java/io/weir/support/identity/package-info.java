/** Tests of who may come in. */
package io.weir.support.identity;
