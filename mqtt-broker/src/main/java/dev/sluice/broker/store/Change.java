package dev.sluice.broker.store;

import java.util.ArrayList;
import java.util.Map;
import org.h2.mvstore.MVMap;

/**
 * One change of one map. Applying it twice is applying it once.
 *
 * @param value null where something is removed
 */
record Change(Place place, byte[] value) {

    /** @param all {@code key} is the beginning of all keys that are meant */
    record Place(Shelf shelf, String key, boolean all) {}

    static Change put(Shelf shelf, String key, byte[] value) {
        return new Change(new Place(shelf, key, false), value);
    }

    static Change remove(Shelf shelf, String key) {
        return new Change(new Place(shelf, key, false), null);
    }

    static Change removeAll(Shelf shelf, String prefix) {
        return new Change(new Place(shelf, prefix, true), null);
    }

    void apply(Map<Shelf, MVMap<String, byte[]>> maps) {
        var key = place.key();
        var map = maps.get(place.shelf());
        if (place.all()) {
            var keys = new ArrayList<String>();
            for (var found = map.keyIterator(key); found.hasNext(); ) {
                var next = found.next();
                if (!next.startsWith(key)) {
                    break;
                }
                keys.add(next);
            }
            keys.forEach(map::remove);
        } else if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }
}
