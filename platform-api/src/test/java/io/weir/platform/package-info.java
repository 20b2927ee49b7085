/** Tests of the gateway and the control plane, over HTTP. */
package io.weir.platform;
