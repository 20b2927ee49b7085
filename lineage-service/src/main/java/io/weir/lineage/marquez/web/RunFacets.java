package io.weir.lineage.marquez.web;

import java.util.Map;
import java.util.UUID;

/** Facets of a run, or of its job, by name. */
record RunFacets(UUID runId, Map<String, Object> facets) {}
