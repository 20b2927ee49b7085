package io.weir.standalone.streamduck;

/**
 * A hub and the table that its events go to.
 *
 * @param number what its variables have in common
 * @param batch most events that are written in one transaction
 */
record Mapping(String number, HubSource source, TableTarget target, int batch) {}
