package io.weir.standalone.streamduck;

import java.util.ArrayList;
import java.util.List;

/**
 * What somebody has to allow.
 *
 * @param name as those call it who give it
 * @param on what it is about
 * @param purpose what cannot be done without it
 */
record Right(String name, String on, String purpose) {

    /** What a mapping needs. */
    static List<Right> of(Mapping mapping) {
        List<Right> rights = new ArrayList<>();
        String hub = mapping.source().address();
        if (mapping.source().connectionString().isPresent()) {
            rights.add(new Right("Listen, of the policy of the connection string", hub, "reading events"));
        } else {
            rights.add(new Right("Azure Event Hubs Data Receiver", hub, "reading events"));
        }
        String schema = mapping.target().table().replaceFirst("\\..*", "");
        if (mapping.target() instanceof TableTarget.MotherDuck duck) {
            rights.add(new Right("read/write token", "database " + duck.database(), "writing rows"));
            rights.add(
                    new Right("owner of the database, or use of", "schemas " + schema + " and weir", "making tables"));
        } else {
            rights.add(new Right("write", mapping.target().database() + " and its folder", "writing rows"));
        }
        return List.copyOf(rights);
    }
}
