package io.weir.metadata.zone;

/**
 * The zones of tables. They never change what a plan keeps, only what it costs, so they may be behind by any number of
 * files: those of the listing's end that are in no zone yet are looked at one by one.
 */
public interface Zones {

    /** Files of a zone: what a plan looks at for one that it wants. */
    int SIZE = 512;

    /**
     * Makes zones of the live files that are in none, as far as they fill them. Any number of callers may do so at once;
     * one whose zone another makes first leaves the rest to it. Some 5 µs a file.
     *
     * @return how many were made
     */
    int extend(String table);

    /**
     * Brings what zones keep of their files' lines up to the head: packs those again that lost a file since, or were never
     * packed, after making those that are missing. Any number of callers may do so at once. Some 3 µs a file of these zones,
     * and a probe for each file that was removed since.
     *
     * @return how many were packed again
     */
    int renew(long tableId);

    /**
     * Takes away zones that no live file is left of; the first of a table stays. Any number of callers may do so at once, while
     * others make and renew zones. A probe for each zone.
     *
     * @return how many are left
     */
    int dropEmpty(String table);
}
