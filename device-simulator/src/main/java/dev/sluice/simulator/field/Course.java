package dev.sluice.simulator.field;

import dev.sluice.simulator.telemetry.Dice;

/** The course of each device: a ring about a centre, dented two to five times, in one direction or the other. Angles are mathematical: from east, leftwards. */
record Course(long key, double lat, double lon, double radius, double metresPerSecond) {

    private static final double METRES_PER_DEGREE = 111_195; // of latitude, on a sphere of 6371 km
    private static final double DENT = 0.25;
    private static final double SMALLEST = 0.3;

    double lat(int device, long epochMillis) {
        long own = Dice.roll(key, device);
        double angle = angle(own, epochMillis);
        return lat + distance(own, angle) * Math.sin(angle) / METRES_PER_DEGREE;
    }

    double lon(int device, long epochMillis) {
        long own = Dice.roll(key, device);
        double angle = angle(own, epochMillis);
        double degrees =
                lon + distance(own, angle) * Math.cos(angle) / (METRES_PER_DEGREE * Math.cos(Math.toRadians(lat)));
        return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
    }

    /** Degrees from north, eastwards, 0 to 360. */
    double heading(int device, long epochMillis) {
        long own = Dice.roll(key, device);
        double angle = angle(own, epochMillis);
        double distance = distance(own, angle);
        double growth = size(own) * DENT * dents(own) * Math.cos(dents(own) * angle + turn(own));
        double east = growth * Math.cos(angle) - distance * Math.sin(angle);
        double north = growth * Math.sin(angle) + distance * Math.cos(angle);
        double degrees = Math.toDegrees(Math.atan2(east * direction(own), north * direction(own)));
        return degrees < 0 ? degrees + 360 : degrees;
    }

    private double angle(long own, long epochMillis) {
        double metres = metresPerSecond * epochMillis / 1000;
        return (turn(own) + direction(own) * metres / (size(own) * detour(own))) % (2 * Math.PI);
    }

    private double distance(long own, double angle) {
        return size(own) * (1 + DENT * Math.sin(dents(own) * angle + turn(own)));
    }

    /** The ring's own radius: with its dents it stays within the course's. */
    private double size(long own) {
        return radius / (1 + DENT) * (SMALLEST + (1 - SMALLEST) * Dice.share(own, 0));
    }

    private static double turn(long own) {
        return 2 * Math.PI * Dice.share(own, 1);
    }

    private static int dents(long own) {
        return 2 + (int) (4 * Dice.share(own, 2));
    }

    /** How much longer, about, the dents make the way round. */
    private static double detour(long own) {
        double steepness = DENT * dents(own);
        return Math.sqrt(1 + (DENT * DENT + steepness * steepness) / 2);
    }

    private static int direction(long own) {
        return Dice.share(own, 3) < 0.5 ? 1 : -1;
    }
}
