package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.yaml.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One side of a comparison in {@code where}: something that the chosen events, one per step, have. Whole quantities (instants,
 * durations, numbers) are closed intervals, because a time of second precision stands for its whole second.
 */
interface Term {
    /** What can be compared with what. */
    enum Kind {
        INSTANT,
        DURATION,
        NUMBER,
        DECIMAL,
        FLAG,
        TEXT,
        TEXTS,
        /** {@code null}: that there is no value. */
        ABSENT;

        static Kind of(FieldType type) {
            return switch (type) {
                case TEXT, CASELESS, ADDRESS -> TEXT;
                case TEXTS -> TEXTS;
                case NUMBER -> NUMBER;
                case DECIMAL -> DECIMAL;
                case FLAG -> FLAG;
                case TIME, SECONDS -> INSTANT;
            };
        }

        boolean isWhole() {
            return this == INSTANT || this == DURATION || this == NUMBER || this == FLAG;
        }

        boolean isOrdered() {
            return this == INSTANT || this == DURATION || this == NUMBER || this == DECIMAL;
        }
    }

    Kind kind();

    /** The fields that it reads. */
    Stream<Of> fields();

    boolean isAbsent(Evidence[] chosen);

    /** The least it may be, {@link TokenEvent#ABSENT} if it is absent; only for whole kinds. */
    default long low(Evidence[] chosen) {
        throw new IllegalStateException(kind() + " has no bounds");
    }

    /** The most it may be; only if it is not absent. */
    default long high(Evidence[] chosen) {
        return low(chosen);
    }

    /** As a number with a fraction; only for numbers, and if not absent. */
    default double decimal(Evidence[] chosen) {
        return low(chosen);
    }

    /** For people: what it was. */
    String shown(Evidence[] chosen);

    /** A field of a step; the event time is at hand and needs no capture. */
    record Of(int step, Field field, int capture) implements Term {
        @Override
        public Kind kind() {
            return Kind.of(field.type());
        }

        @Override
        public Stream<Of> fields() {
            return Stream.of(this);
        }

        @Override
        public boolean isAbsent(Evidence[] chosen) {
            return field != Field.EVENT_TIME && !chosen[step].seek(capture);
        }

        @Override
        public long low(Evidence[] chosen) {
            return field == Field.EVENT_TIME ? chosen[step].time() : chosen[step].number(capture);
        }

        @Override
        public long high(Evidence[] chosen) {
            return field.type().latest(low(chosen));
        }

        @Override
        public double decimal(Evidence[] chosen) {
            long value = low(chosen);
            return field.type() == FieldType.DECIMAL ? Double.longBitsToDouble(value) : value;
        }

        @Nullable
        Object value(Evidence[] chosen) {
            return chosen[step].value(capture, field);
        }

        @Override
        public String shown(Evidence[] chosen) {
            if (isAbsent(chosen)) {
                return "nothing";
            }
            if (field.type().isTime()) {
                return Instant.ofEpochMilli(low(chosen)).toString();
            }
            Object value = value(chosen);
            return value instanceof String[] many ? "[" + String.join(" ", many) + "]" : String.valueOf(value);
        }
    }

    /** A number or duration written into the rule. */
    record Constant(Kind kind, double value) implements Term {
        @Override
        public Stream<Of> fields() {
            return Stream.empty();
        }

        @Override
        public boolean isAbsent(Evidence[] chosen) {
            return false;
        }

        @Override
        public long low(Evidence[] chosen) {
            return (long) value;
        }

        @Override
        public double decimal(Evidence[] chosen) {
            return value;
        }

        @Override
        public String shown(Evidence[] chosen) {
            return kind == Kind.DURATION ? Duration.text((long) value) : Travel.shown(value);
        }
    }

    /** A text written into the rule; {@code null} is one that says nothing. */
    record Literal(Kind kind, String text) implements Term {
        @Override
        public Stream<Of> fields() {
            return Stream.empty();
        }

        @Override
        public boolean isAbsent(Evidence[] chosen) {
            return kind == Kind.ABSENT;
        }

        @Override
        public String shown(Evidence[] chosen) {
            return kind == Kind.ABSENT ? "nothing" : text;
        }
    }

    /** Two quantities added, or the second taken from the first. Sums that would overflow stay at the bound. */
    record Sum(Kind kind, Term left, boolean minus, Term right) implements Term {
        @Override
        public Stream<Of> fields() {
            return Stream.concat(left.fields(), right.fields());
        }

        @Override
        public boolean isAbsent(Evidence[] chosen) {
            return left.isAbsent(chosen) || right.isAbsent(chosen);
        }

        @Override
        public long low(Evidence[] chosen) {
            return isAbsent(chosen)
                    ? TokenEvent.ABSENT
                    : add(left.low(chosen), minus ? -right.high(chosen) : right.low(chosen));
        }

        @Override
        public long high(Evidence[] chosen) {
            return add(left.high(chosen), minus ? -right.low(chosen) : right.high(chosen));
        }

        private static long add(long a, long b) {
            long sum = a + b;
            boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
            return !overflow ? sum : a < 0 ? TokenEvent.ABSENT + 1 : Long.MAX_VALUE;
        }

        @Override
        public double decimal(Evidence[] chosen) {
            double by = right.decimal(chosen);
            return left.decimal(chosen) + (minus ? -by : by);
        }

        @Override
        public String shown(Evidence[] chosen) {
            if (isAbsent(chosen)) {
                return "nothing";
            }
            return switch (kind) {
                case INSTANT -> Instant.ofEpochMilli(low(chosen)).toString();
                case DURATION -> Duration.text(low(chosen));
                case DECIMAL -> Travel.shown(decimal(chosen));
                default -> Long.toString(low(chosen));
            };
        }
    }
}
