/** Where webhooks are kept. */
@NullMarked
package io.weir.lineage.webhook.web;

import org.jspecify.annotations.NullMarked;
