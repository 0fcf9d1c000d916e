package dev.sluice.broker.store;

import java.util.ArrayList;
import java.util.Map;
import org.h2.mvstore.MVMap;

/**
 * One change of one map. Applying it twice is applying it once.
 *
 * @param value null where something is removed
 * @param all {@code key} is the beginning of all keys to remove
 */
record Change(Shelf shelf, String key, byte[] value, boolean all) {

    void apply(Map<Shelf, MVMap<String, byte[]>> maps) {
        var map = maps.get(shelf);
        if (all) {
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
