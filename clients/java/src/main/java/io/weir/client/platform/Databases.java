package io.weir.client.platform;

import io.weir.client.call.Calls;
import io.weir.client.model.CreateDatabaseRequest;
import io.weir.client.model.Database;
import io.weir.client.model.UpdateDatabaseRequest;

/** What schemas are in. One that is deleted with its users drops their tables, to be taken back. */
public final class Databases extends Cascading<Database, CreateDatabaseRequest, UpdateDatabaseRequest> {

    Databases(Calls calls) {
        super(calls, "databases", Database.class);
    }
}
