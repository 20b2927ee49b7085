package io.weir.standalone.events;

/** Which people and auctions exist when event {@code i} happens: of each 50 events 1 is a person, 3 are auctions, 46 are bids. */
final class NexmarkIds {

    static final int PERSONS = 1;
    static final int AUCTIONS = 3;
    static final int EVENTS = 50;

    private static final long FIRST_ID = 1000;
    private static final int ACTIVE_PERSONS = 1000;
    private static final int AUCTIONS_IN_FLIGHT = 100;
    private static final int HOT_AUCTION_SPACING = 100;
    private static final int HOT_PERSON_SPACING = 100;

    private NexmarkIds() {}

    static boolean isPerson(long index) {
        return index % EVENTS < PERSONS;
    }

    static boolean isAuction(long index) {
        return !isPerson(index) && index % EVENTS < PERSONS + AUCTIONS;
    }

    /** The person that event {@code index} is, or the last one before it. */
    static long lastPerson(long index) {
        return FIRST_ID + index / EVENTS;
    }

    /** The auction that event {@code index} is, or the last one before it; before the first auction, the first. */
    static long lastAuction(long index) {
        long within = Math.min(index % EVENTS - PERSONS, AUCTIONS - 1L);
        return FIRST_ID + Math.max(0, index / EVENTS * AUCTIONS + within);
    }

    /** Half of all bids go to a few auctions. */
    static long auctionToBidOn(long index, SplitMix random) {
        long last = lastAuction(index);
        if (random.below(2) > 0) {
            return FIRST_ID + (last - FIRST_ID) / HOT_AUCTION_SPACING * HOT_AUCTION_SPACING;
        }
        long open = Math.min(last - FIRST_ID + 1, AUCTIONS_IN_FLIGHT);
        return last - random.below((int) open);
    }

    /** Three of four auctions and bids come from a few people. */
    static long activePerson(long index, SplitMix random) {
        long last = lastPerson(index);
        if (random.below(4) > 0) {
            return FIRST_ID + (last - FIRST_ID) / HOT_PERSON_SPACING * HOT_PERSON_SPACING;
        }
        long active = Math.min(last - FIRST_ID + 1, ACTIVE_PERSONS);
        return last - random.below((int) active);
    }
}
