package io.tokenwatch.pack;

import io.tokenwatch.yaml.Fault;
import java.util.List;

/**
 * What became of a pack that was offered. A function of the log before it, the pack and the time that the broker had it.
 *
 * @param hash as it should be; empty if it could not be read
 * @param effectiveFrom milliseconds since the epoch; 0 if it could not be read
 * @param faults why it is refused; empty if it is accepted
 * @param fresh whether it is in the log only since now
 */
public record Verdict(String hash, long effectiveFrom, List<Fault> faults, boolean fresh) {
    public boolean accepted() {
        return faults.isEmpty();
    }
}
