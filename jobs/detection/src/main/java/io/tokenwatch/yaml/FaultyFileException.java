package io.tokenwatch.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A file that people wrote is not what it should be; the message holds every fault. */
public final class FaultyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public FaultyFileException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
