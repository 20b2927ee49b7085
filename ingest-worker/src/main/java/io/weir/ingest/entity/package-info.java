/** What stores have: topics, folders and files, schemas and tables, looked through and added to by whoever may. */
@NullMarked
package io.weir.ingest.entity;

import org.jspecify.annotations.NullMarked;
