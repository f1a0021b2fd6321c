package io.tokenwatch.explain;

import io.tokenwatch.engine.Account;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.selection.Lack;
import java.util.ArrayList;
import java.util.List;

/**
 * What one rule made of one event.
 *
 * @param matched names of the steps that it matches
 * @param unmatched the other steps
 * @param keyless fields of the key that it lacks, so that it is in no group; empty if it matches no step
 * @param accounts what it came to, by key and step
 */
public record Explanation(
        TokenEvent event, List<String> matched, List<Unmatched> unmatched, List<Lack> keyless, List<Account> accounts) {
    /** Whether it takes part in a finding. */
    public boolean fired() {
        return accounts.stream().anyMatch(account -> !account.findings().isEmpty());
    }

    /** All that was lacking; steps it did not match only count if it matches none. */
    public List<Lack> lacks() {
        List<Lack> lacks = new ArrayList<>(keyless);
        if (matched.isEmpty()) {
            unmatched.forEach(step -> lacks.addAll(step.lacks()));
        }
        accounts.forEach(account -> account.nearest().forEach(miss -> lacks.addAll(miss.lacks())));
        return lacks;
    }
}
