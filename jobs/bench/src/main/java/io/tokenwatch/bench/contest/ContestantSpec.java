package io.tokenwatch.bench.contest;

/**
 * Names a contestant so that another JVM can make it.
 *
 * @param type binary name of a {@link Contestant} with a public constructor that takes the options as one String, or
 *     nothing
 * @param options what to pass, for example {@code rocksdb,cache}; empty for the constructor without parameters
 */
public record ContestantSpec(String type, String options) {
    /** Reads {@code TYPE} or {@code TYPE:OPTIONS}. */
    public static ContestantSpec parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new ContestantSpec(text, "")
                : new ContestantSpec(text.substring(0, colon), text.substring(colon + 1));
    }

    /**
     * Makes it.
     *
     * @throws ReflectiveOperationException if there is no such class or constructor, or it throws
     */
    public Contestant create() throws ReflectiveOperationException {
        Class<? extends Contestant> found = Class.forName(type).asSubclass(Contestant.class);
        return options.isEmpty()
                ? found.getConstructor().newInstance()
                : found.getConstructor(String.class).newInstance(options);
    }

    @Override
    public String toString() {
        return options.isEmpty() ? type : type + ':' + options;
    }
}
