package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import io.tokenwatch.state.Evidence;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Stream;

/**
 * {@code distance_km(a, b)} and {@code speed_kmh(a, b)}: how far apart two events were on the globe, and how fast someone would
 * have had to go from one to the other. The distance is the great circle's (haversine formula, mean Earth radius 6371.0088 km,
 * IUGG), right to about 0.5 %.
 */
record Travel(boolean speed, Place from, Place to) implements Term {
    private static final double EARTH_RADIUS_KM = 6371.0088;
    private static final double MILLIS_PER_HOUR = 3_600_000;

    /** Where the event of a step was. */
    record Place(Of latitude, Of longitude) {
        static Place of(int step, Captures captures) {
            return new Place(
                    new Of(step, Field.SRC_LAT, captures.index(Field.SRC_LAT, step)),
                    new Of(step, Field.SRC_LON, captures.index(Field.SRC_LON, step)));
        }

        private boolean isAbsent(Evidence[] chosen) {
            return latitude.isAbsent(chosen) || longitude.isAbsent(chosen);
        }

        private long time(Evidence[] chosen) {
            return chosen[latitude.step()].time();
        }
    }

    @Override
    public Kind kind() {
        return Kind.DECIMAL;
    }

    @Override
    public Stream<Of> fields() {
        return Stream.of(from.latitude, from.longitude, to.latitude, to.longitude);
    }

    @Override
    public boolean isAbsent(Evidence[] chosen) {
        return from.isAbsent(chosen) || to.isAbsent(chosen);
    }

    @Override
    public double decimal(Evidence[] chosen) {
        double distance = kilometres(
                from.latitude.decimal(chosen),
                from.longitude.decimal(chosen),
                to.latitude.decimal(chosen),
                to.longitude.decimal(chosen));
        if (!speed || distance == 0) {
            return distance; // who stays in place at one instant is not infinitely fast
        }
        return distance * MILLIS_PER_HOUR / Math.abs(to.time(chosen) - from.time(chosen));
    }

    /** Between two points in degrees. */
    static double kilometres(double latitude, double longitude, double otherLatitude, double otherLongitude) {
        double a = Math.toRadians(latitude);
        double b = Math.toRadians(otherLatitude);
        double north = Math.sin((b - a) / 2);
        double east = Math.sin(Math.toRadians(otherLongitude - longitude) / 2);
        double h = north * north + Math.cos(a) * Math.cos(b) * east * east;
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, h)));
    }

    @Override
    public String shown(Evidence[] chosen) {
        return isAbsent(chosen) ? "nothing" : shown(decimal(chosen));
    }

    /** To one decimal, without trailing zeros. */
    static String shown(double value) {
        if (Double.isInfinite(value) || Double.isNaN(value)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_EVEN);
        return rounded.stripTrailingZeros().toPlainString();
    }
}
