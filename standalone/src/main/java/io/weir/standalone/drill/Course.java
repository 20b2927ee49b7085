package io.weir.standalone.drill;

import java.io.IOException;
import java.sql.SQLException;

/** What is done to the replicas amid the load, one thing after the other. */
interface Course {

    void follow(Stage stage) throws InterruptedException, IOException, SQLException;
}
