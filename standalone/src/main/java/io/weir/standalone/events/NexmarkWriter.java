package io.weir.standalone.events;

import static io.weir.standalone.events.JsonBytes.ascii;

/** Writes Nexmark events as JSON. Not for use by several threads. */
final class NexmarkWriter {

    private static final byte[][] FIRST_NAMES =
            asciiAll("Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter");
    private static final byte[][] LAST_NAMES =
            asciiAll("Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris");
    private static final byte[][] CITIES = asciiAll(
            "Phoenix",
            "Los Angeles",
            "San Francisco",
            "Boise",
            "Portland",
            "Bend",
            "Redmond",
            "Seattle",
            "Kent",
            "Cheyenne");
    private static final byte[][] STATES = asciiAll("AZ", "CA", "CA", "ID", "OR", "OR", "WA", "WA", "WA", "WY");
    private static final byte[][] CHANNELS = asciiAll("Google", "Facebook", "Baidu", "Apple");

    private static final byte[] PERSON = ascii("{\"kind\":\"person\",\"id\":");
    private static final byte[] NAME = ascii(",\"name\":\"");
    private static final byte[] EMAIL = ascii("\",\"emailAddress\":\"");
    private static final byte[] DOT_COM = ascii(".com");
    private static final byte[] CREDIT_CARD = ascii("\",\"creditCard\":\"");
    private static final byte[] CITY = ascii("\",\"city\":\"");
    private static final byte[] STATE = ascii("\",\"state\":\"");
    private static final byte[] AUCTION = ascii("{\"kind\":\"auction\",\"id\":");
    private static final byte[] ITEM_NAME = ascii(",\"itemName\":\"");
    private static final byte[] DESCRIPTION = ascii("\",\"description\":\"");
    private static final byte[] INITIAL_BID = ascii("\",\"initialBid\":");
    private static final byte[] RESERVE = ascii(",\"reserve\":");
    private static final byte[] EXPIRES = ascii(",\"expires\":\"");
    private static final byte[] SELLER = ascii("\",\"seller\":");
    private static final byte[] CATEGORY = ascii(",\"category\":");
    private static final byte[] BID = ascii("{\"kind\":\"bid\",\"auction\":");
    private static final byte[] BIDDER = ascii(",\"bidder\":");
    private static final byte[] PRICE = ascii(",\"price\":");
    private static final byte[] CHANNEL = ascii(",\"channel\":\"");
    private static final byte[] CHANNEL_PREFIX = ascii("channel-");
    private static final byte[] URL = ascii("\",\"url\":\"https://www.nexmark.com/");
    private static final byte[] ITEM = ascii("/item.htm?query=1");
    private static final byte[] DATE_TIME = ascii(",\"dateTime\":\"");
    private static final byte[] EXTRA = ascii("\",\"extra\":\"");
    private static final byte[] END = ascii("\"}");

    private static final int FIRST_CATEGORY = 10;
    private static final int CATEGORIES = 5;
    private static final int OTHER_CHANNELS = 10_000;

    private final long seed;
    private final SplitMix random = new SplitMix();
    private final JsonBytes json = new JsonBytes();
    private final NexmarkClock clock = new NexmarkClock();

    NexmarkWriter(long seed) {
        this.seed = seed;
    }

    byte[] event(long index) {
        random.start(seed, index);
        json.clear();
        if (NexmarkIds.isPerson(index)) {
            person(index);
        } else if (NexmarkIds.isAuction(index)) {
            auction(index);
        } else {
            bid(index);
        }
        return json.copy();
    }

    private void person(long index) {
        json.raw(PERSON).number(NexmarkIds.lastPerson(index));
        json.raw(NAME).raw(any(FIRST_NAMES)).raw(' ').raw(any(LAST_NAMES));
        json.raw(EMAIL).letters(random, 7).raw('@').letters(random, 5).raw(DOT_COM);
        json.raw(CREDIT_CARD).digits(random.below(10_000), 4);
        for (int group = 0; group < 3; group++) {
            json.raw(' ').digits(random.below(10_000), 4);
        }
        int city = random.below(CITIES.length);
        json.raw(CITY).raw(CITIES[city]).raw(STATE).raw(STATES[city]).raw('"');
        end(index, 20);
    }

    private void auction(long index) {
        long initialBid = price();
        json.raw(AUCTION).number(NexmarkIds.lastAuction(index));
        json.raw(ITEM_NAME).letters(random, 8 + random.below(12));
        json.raw(DESCRIPTION).letters(random, 40 + random.below(60));
        json.raw(INITIAL_BID).number(initialBid).raw(RESERVE).number(initialBid + price());
        json.raw(EXPIRES);
        clock.write(NexmarkClock.millis(index) + 1 + random.below(600_000), json);
        json.raw(SELLER).number(NexmarkIds.activePerson(index, random));
        json.raw(CATEGORY).number(FIRST_CATEGORY + random.below(CATEGORIES));
        end(index, 30);
    }

    private void bid(long index) {
        json.raw(BID).number(NexmarkIds.auctionToBidOn(index, random));
        json.raw(BIDDER).number(NexmarkIds.activePerson(index, random));
        json.raw(PRICE).number(price()).raw(CHANNEL);
        if (random.below(2) > 0) {
            json.raw(any(CHANNELS));
        } else {
            json.raw(CHANNEL_PREFIX).number(random.below(OTHER_CHANNELS));
        }
        json.raw(URL).letters(random, 3).raw('/').letters(random, 4).raw('/').letters(random, 3);
        json.raw(ITEM).raw('"');
        end(index, 8);
    }

    private void end(long index, int extra) {
        json.raw(DATE_TIME);
        clock.write(NexmarkClock.millis(index), json);
        json.raw(EXTRA).letters(random, extra + random.below(extra)).raw(END);
    }

    /** In cents, log-uniform from 1.00 to 1,000,000.00; strict mathematics, so that every machine makes the same event. */
    private long price() {
        return Math.round(StrictMath.pow(10.0, random.unit() * 6.0) * 100.0);
    }

    private byte[] any(byte[][] choices) {
        return choices[random.below(choices.length)];
    }

    private static byte[][] asciiAll(String... texts) {
        byte[][] all = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            all[i] = ascii(texts[i]);
        }
        return all;
    }
}
