package dev.sluice.simulator.arrivals;

import dev.sluice.simulator.fleet.Arrivals;

/** How the messages of each device of a fleet are spread over time. Rates are of one device, on average. */
public sealed interface ArrivalProcess {

    /** The process of the device at {@code index} of {@code devices}. */
    Arrivals of(int index, int devices, long seed);

    /** At even distances, so that also those of the whole fleet are even. */
    record Constant(double perSecond) implements ArrivalProcess {
        @Override
        public Arrivals of(int index, int devices, long seed) {
            return new EvenArrivals(1e9 / perSecond, (double) index / devices);
        }
    }

    /** At random, each independent of all others. */
    record Poisson(double perSecond) implements ArrivalProcess {
        @Override
        public Arrivals of(int index, int devices, long seed) {
            Chance chance = new Chance(seed, index);
            double mean = 1e9 / perSecond;
            return previous -> previous + chance.gapNanos(mean);
        }
    }

    /**
     * Several at once, then none for a while: bursts come at random.
     *
     * @param size messages of a burst, 1 or more
     */
    record Bursty(double perSecond, int size) implements ArrivalProcess {
        @Override
        public Arrivals of(int index, int devices, long seed) {
            return new BurstArrivals(1e9 / perSecond * size, size, new Chance(seed, index));
        }
    }

    /**
     * At random, by day more than by night: the rate follows a sine. The run begins in the morning, when the rate is the average and rises.
     *
     * @param daySeconds length of a day
     * @param night rate at the darkest hour for 1 at the brightest, 0 to 1
     */
    record Diurnal(double perSecond, double daySeconds, double night) implements ArrivalProcess {
        @Override
        public Arrivals of(int index, int devices, long seed) {
            return new DaylightArrivals(this, new Chance(seed, index));
        }
    }
}
