package io.tokenwatch.replay;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Connectors;
import java.util.List;
import java.util.stream.Collectors;

/** No connector recognises an input; the message names them and says what to do. */
public final class UnknownFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 3;

    UnknownFormatException(List<String> inputs) {
        super("cannot tell the format of "
                + inputs.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (inputs.size() > SHOWN ? " and " + (inputs.size() - SHOWN) + " more" : "")
                + ": say --format with one of "
                + Connectors.all().stream().map(Connector::format).collect(Collectors.joining(", "))
                + " or mapping:FILE, or leave it out");
    }
}
