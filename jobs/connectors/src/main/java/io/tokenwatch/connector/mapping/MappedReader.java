package io.tokenwatch.connector.mapping;

import io.tokenwatch.connector.Outcome;
import io.tokenwatch.connector.RecordReader;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.record.Pointer;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads records as a mapping says. All events of a record are made before the first is handed over. */
final class MappedReader extends RecordReader {
    private static final int MOST_EVENTS = 1_000;

    private final Mapping mapping;
    private final List<TokenEvent> made = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private int count;

    MappedReader(MappedConnector connector, Mapping mapping, Settings settings) {
        super(connector, settings);
        this.mapping = mapping;
    }

    @Override
    protected Outcome parse(byte[] buffer, int from, int length, Consumer<? super TokenEvent> sink) throws Unreadable {
        Optional<Map<String, Object>> tree = mapping.lines().tree(utf8(buffer, from, length));
        if (tree.isEmpty()) {
            return skipped("header");
        }
        Object record = inside(tree.get());
        View view = new View(record, record, record, redactor, settings.zone(), mapping.locations());
        count = 0;
        ids.clear();
        for (View one : events(view)) {
            for (Mapping.Event event : mapping.events(one)) {
                make(event, one, buffer, from, length);
            }
        }
        if (count == 0) {
            return skipped(mapping.type().texts(view).stream().findFirst().orElse(""));
        }
        for (int i = 0; i < count; i++) {
            sink.accept(made.get(i));
        }
        return count == 1 ? Outcome.ONE_EVENT : new Outcome.Read(count);
    }

    private Object inside(Map<String, Object> line) throws Unreadable {
        for (Pointer pointer : mapping.inside()) {
            List<Object> found = new ArrayList<>(1);
            pointer.nodes(line, (parent, node) -> found.add(node));
            if (found.size() > 1) {
                throw new Unreadable("several records in one line");
            }
            if (found.size() == 1 && found.get(0) instanceof Map<?, ?>) {
                return found.get(0);
            }
        }
        return line;
    }

    private List<View> events(View view) {
        Pointer each = mapping.each();
        if (each == null) {
            return List.of(view);
        }
        List<View> views = new ArrayList<>();
        each.nodes(view.record(), (parent, element) -> views.add(view.at(parent, element)));
        return views;
    }

    private void make(Mapping.Event said, View view, byte[] buffer, int from, int length) throws Unreadable {
        if (!said.when().holds(view)) {
            return;
        }
        if (count == MOST_EVENTS) {
            throw new Unreadable("more than " + MOST_EVENTS + " events in one record");
        }
        TokenEvent event = next();
        said.fields().forEach((field, origin) -> {
            Slots.set(event, field, origin.texts(view), view);
            if (field == Field.EVENT_TIME) { // before all that may be secret, as the fields are in their order
                view.seenAt(event.eventTime());
            }
        });
        if (!event.has(Field.EVENT_TYPE)) {
            return;
        }
        complete(event, part(event.text(Field.EVENT_ID)), buffer, from, length);
        identify(event);
        redactor.redact(event);
        count++;
    }

    /** Tells events apart to which the log gives the same id, or none. */
    private @Nullable String part(@Nullable String id) {
        int before = ids.merge(id == null ? "" : id, 1, Integer::sum) - 1;
        return before == 0 ? null : String.valueOf(before);
    }

    private TokenEvent next() {
        if (count == made.size()) {
            made.add(new TokenEvent());
        }
        TokenEvent event = made.get(count);
        event.clear();
        return event;
    }

    /** Where the log does not name the issuer, the settings may: then an id is the one that other parties' logs get. */
    private void identify(TokenEvent event) {
        String issuer = settings.issuer();
        if (issuer != null && !event.has(Field.ISSUER)) {
            event.set(Field.ISSUER, issuer);
            redactor.hashIds(event);
            event.set(Field.ISSUER, (String) null); // the log did not say it
        }
    }
}
