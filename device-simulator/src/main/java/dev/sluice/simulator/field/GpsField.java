package dev.sluice.simulator.field;

import dev.sluice.simulator.telemetry.Complaint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a vehicle is: {@code lat}, {@code lon} in degrees (WGS 84) and {@code heading} in degrees from north, eastwards. Each device goes
 * round a course of its own about the centre, by the time.
 *
 * @param lat of the centre
 * @param lon of the centre
 * @param radius how far from the centre a device may get, in metres; 5000 unless said
 * @param speed of a device, about, in km/h; 50 unless said
 * @param heading whether it is given; true unless said
 */
public record GpsField(Double lat, Double lon, Double radius, Double speed, Boolean heading) implements FieldSpec {

    private static final int DEGREE_DECIMALS = 6;
    private static final double MOST_LATITUDE = 80;
    private static final double LARGEST_RADIUS = 500_000;

    public GpsField {
        radius = radius == null ? 5_000.0 : radius;
        speed = speed == null ? 50.0 : speed;
        heading = heading == null || heading;
    }

    @Override
    public List<Complaint> complaints() {
        List<Complaint> complaints = new ArrayList<>();
        if (lat == null || !(Math.abs(lat) <= MOST_LATITUDE)) {
            complaints.add(new Complaint(
                    "lat",
                    "must be -80 to 80 degrees, the latitude of the centre" + (lat == null ? "; it is missing" : "")));
        }
        if (lon == null || !(Math.abs(lon) <= 180)) {
            complaints.add(new Complaint(
                    "lon",
                    "must be -180 to 180 degrees, the longitude of the centre"
                            + (lon == null ? "; it is missing" : "")));
        }
        if (!(radius >= 1 && radius <= LARGEST_RADIUS)) {
            complaints.add(new Complaint("radius", "must be 1 to 500000 metres, not " + radius));
        }
        if (!(speed >= 0 && speed <= 5_000)) {
            complaints.add(new Complaint("speed", "must be 0 to 5000 km/h, not " + speed));
        }
        return complaints;
    }

    @Override
    public Value value(long key) {
        Course course = new Course(key, lat, lon, radius, speed / 3.6);
        Map<String, Value> parts = new LinkedHashMap<>();
        parts.put(
                "lat",
                new Value.Numeric(
                        (device, seq, time) -> Math.round(course.lat(device, time) * 1e6), DEGREE_DECIMALS, false));
        parts.put(
                "lon",
                new Value.Numeric(
                        (device, seq, time) -> Math.round(course.lon(device, time) * 1e6), DEGREE_DECIMALS, false));
        if (heading) {
            parts.put(
                    "heading",
                    new Value.Numeric(
                            (device, seq, time) -> Math.round(course.heading(device, time) * 10) % 3600, 1, false));
        }
        return new Value.Group(parts);
    }
}
