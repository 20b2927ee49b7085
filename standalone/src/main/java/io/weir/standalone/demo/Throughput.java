package io.weir.standalone.demo;

/** @param events taken by the pipeline while we looked, {@code seconds} long */
record Throughput(long events, double seconds) {

    long perSecond() {
        return seconds > 0 ? Math.round(events / seconds) : 0;
    }
}
