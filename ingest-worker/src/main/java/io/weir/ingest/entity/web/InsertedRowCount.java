package io.weir.ingest.entity.web;

import io.swagger.v3.oas.annotations.media.Schema;

/** How many rows were added. */
@Schema(name = "InsertedRows")
record InsertedRowCount(int inserted) {}
