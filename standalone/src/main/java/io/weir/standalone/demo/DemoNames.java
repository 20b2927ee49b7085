package io.weir.standalone.demo;

/** What the things of one demo are called. */
record DemoNames(String id) {

    /** The stores serve every demo. */
    static final String BROKER = "demo-broker";

    static final String WAREHOUSE = "demo-warehouse";

    String topic() {
        return "demo-" + id;
    }

    String pipeline() {
        return "demo-" + id;
    }

    String warehouseTable() {
        return "demo_" + id;
    }

    String deltaTable() {
        return "demo_" + id;
    }
}
