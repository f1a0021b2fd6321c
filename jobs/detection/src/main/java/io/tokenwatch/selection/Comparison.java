package io.tokenwatch.selection;

import io.tokenwatch.event.FieldType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How two values are compared. */
public enum Comparison {
    LT("<", "lt"),
    LTE("<=", "lte"),
    GT(">", "gt"),
    GTE(">=", "gte"),
    EQ("==", "eq"),
    NE("!=", "neq");

    private final String sign;
    private final String word;

    Comparison(String sign, String word) {
        this.sign = sign;
        this.word = word;
    }

    public String sign() {
        return sign;
    }

    /** The Sigma modifier's name, also the key of a bound such as {@code gap: {gt: 30s}}. */
    public String word() {
        return word;
    }

    public static Optional<Comparison> ofSign(String sign) {
        return java.util.Arrays.stream(values())
                .filter(c -> c.sign.equals(sign))
                .findFirst();
    }

    public static Optional<Comparison> ofWord(String word) {
        return java.util.Arrays.stream(values())
                .filter(c -> c.word.equals(word))
                .findFirst();
    }

    /** Whether it accepts the sign of {@code Long.compare(left, right)}. */
    public boolean accepts(int order) {
        return switch (this) {
            case LT -> order < 0;
            case LTE -> order <= 0;
            case GT -> order > 0;
            case GTE -> order >= 0;
            case EQ -> order == 0;
            case NE -> order != 0;
        };
    }

    public boolean holds(long left, long right) {
        return accepts(Long.compare(left, right));
    }

    /**
     * Whether it holds for every instant that the two values may stand for, see {@link FieldType#latest}. A type that is
     * null has exact values.
     */
    public boolean holds(long left, @Nullable FieldType leftType, long right, @Nullable FieldType rightType) {
        return holds(
                left,
                leftType == null ? left : leftType.latest(left),
                right,
                rightType == null ? right : rightType.latest(right));
    }

    /** Whether it holds for every two values of the closed intervals; intervals are equal if their ends are. */
    public boolean holds(long leftLow, long leftHigh, long rightLow, long rightHigh) {
        return switch (this) {
            case LT, LTE -> holds(leftHigh, rightLow);
            case GT, GTE -> holds(leftLow, rightHigh);
            case EQ -> leftLow == rightLow && leftHigh == rightHigh;
            case NE -> leftHigh < rightLow || leftLow > rightHigh;
        };
    }
}
