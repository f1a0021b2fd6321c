package io.tokenwatch.indicator;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What an event counts for. Knows no clock and keeps nothing. */
public final class IndicatorReader {
    private final Dimensions dimensions;

    public IndicatorReader(Dimensions dimensions) {
        this.dimensions = dimensions;
    }

    /** Hands out each cell that the event belongs to, with what it adds there. */
    public void read(TokenEvent event, BiConsumer<Cell, Tally> out) {
        String type = event.text(Field.EVENT_TYPE);
        Indicators to = new Indicators(event, out);
        to.count(Indicator.EVENTS, event.text(Field.SOURCE));
        to.ratio(Indicator.CORRELATED, event.has(Field.TRACE_ID) || event.has(Field.CORRELATION_ID));
        switch (type == null ? "" : type) {
            case "token.issued", "token.exchanged" -> {
                to.outcome(Indicator.GRANT_SUCCESS);
                to.issued();
            }
            case "token.refreshed" -> {
                to.outcome(Indicator.REFRESH_SUCCESS);
                to.issued();
            }
            case "token.validated", "token.introspected" -> to.presented("token.introspected".equals(type));
            case "token.revoked", "consent.revoked", "session.ended" -> {
                if (to.succeeded()) {
                    to.byClient(Indicator.REVOCATIONS, Tally.count(1));
                }
            }
            case "consent.granted" -> {
                if (to.succeeded()) {
                    to.byClient(Indicator.CONSENT_ACCEPTED, Tally.of(true));
                }
            }
            case "consent.denied" -> to.byClient(Indicator.CONSENT_ACCEPTED, Tally.of(false));
            default -> {}
        }
    }

    /** Where the event goes. */
    private final class Indicators {
        private final TokenEvent event;
        private final BiConsumer<Cell, Tally> out;
        private final @Nullable String outcome;

        private Indicators(TokenEvent event, BiConsumer<Cell, Tally> out) {
            this.event = event;
            this.out = out;
            this.outcome = event.text(Field.OUTCOME);
        }

        private Cell cell(Indicator indicator) {
            return Cell.of(indicator, event.eventTime(), event.text(Field.TENANT), event.text(Field.ISSUER));
        }

        private boolean succeeded() {
            return "success".equals(outcome);
        }

        private boolean failed() {
            return "failure".equals(outcome);
        }

        private void count(Indicator indicator, @Nullable String source) {
            out.accept(cell(indicator).withSource(source), Tally.count(1));
        }

        private void ratio(Indicator indicator, boolean good) {
            out.accept(cell(indicator), Tally.of(good));
        }

        private void byClient(Indicator indicator, Tally tally) {
            out.accept(cell(indicator).withClient(dimensions.client(event.text(Field.CLIENT_ID))), tally);
        }

        private void byServer(Indicator indicator, boolean andClient, Tally tally) {
            String server = dimensions.resourceServer(event.text(Field.RESOURCE_SERVER));
            Cell cell = cell(indicator).withResourceServer(server);
            out.accept(andClient ? cell.withClient(dimensions.client(event.text(Field.CLIENT_ID))) : cell, tally);
        }

        private void outcome(Indicator indicator) {
            if (succeeded() || failed()) {
                byClient(indicator, Tally.of(succeeded()));
            }
        }

        private void issued() {
            if (succeeded()) {
                byClient(Indicator.ISSUANCE, Tally.count(1));
                if (event.has(Field.DURATION_MS)) {
                    byClient(
                            Indicator.GRANT_LATENCY,
                            Tally.latency(Indicator.GRANT_LATENCY, event.number(Field.DURATION_MS)));
                }
            }
        }

        private void presented(boolean introspected) {
            if (succeeded() || failed()) {
                byServer(Indicator.VALIDATION_SUCCESS, true, Tally.of(succeeded() || isForbidden()));
                if (!introspected && event.has(Field.RESOURCE_SERVER)) {
                    byServer(Indicator.AUTHORIZATION_SUCCESS, true, Tally.of(succeeded()));
                }
            }
            boolean asked = introspected || "introspection".equals(event.text(Field.VALIDATION_MODE));
            if (asked && event.has(Field.DURATION_MS)) {
                byServer(
                        Indicator.INTROSPECTION_LATENCY,
                        false,
                        Tally.latency(Indicator.INTROSPECTION_LATENCY, event.number(Field.DURATION_MS)));
            }
        }

        /** The token was good, and not enough for what was asked (RFC 6750, section 3.1). */
        private boolean isForbidden() {
            return "insufficient_scope".equals(event.text(Field.DENY_REASON))
                    || "insufficient_scope".equals(event.text(Field.ERROR));
        }
    }
}
