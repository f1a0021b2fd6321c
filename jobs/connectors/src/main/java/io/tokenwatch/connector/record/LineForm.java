package io.tokenwatch.connector.record;

import io.tokenwatch.connector.text.Unreadable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a product writes lines that are neither JSON objects nor CEF, which are read as what they are.
 *
 * @param separator of cells
 * @param layouts names of the cells, in order; of several layouts the one with as many names as the line has cells counts. Empty if the
 *     record is JSON in one of the cells
 * @param jsonColumn the name of that column in a header; null if there is none
 */
public record LineForm(
        char separator,
        List<List<String>> layouts,
        @Nullable String jsonColumn) {
    /** JSON objects and CEF alone. */
    public static final LineForm NONE = new LineForm(',', List.of(), null);

    /** The record as a tree; empty if the line is a header of columns. */
    public Optional<Map<String, Object>> tree(String line) throws Unreadable {
        if (line.startsWith("{")) {
            return Optional.of(JsonTree.object(line));
        }
        if (Cef.is(line)) {
            return Optional.of(Cef.parse(line));
        }
        if (layouts.isEmpty() && jsonColumn == null) {
            throw new Unreadable("neither a JSON object nor CEF");
        }
        List<String> cells = Cells.of(line, separator);
        return jsonColumn == null ? byColumn(cells) : inCell(cells, jsonColumn);
    }

    private Optional<Map<String, Object>> byColumn(List<String> cells) throws Unreadable {
        for (List<String> columns : layouts) {
            if (cells.equals(columns)) {
                return Optional.empty();
            }
            if (cells.size() == columns.size()) {
                Map<String, Object> record = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    record.put(columns.get(i), cells.get(i));
                }
                return Optional.of(record);
            }
        }
        throw new Unreadable("as many cells as no layout has");
    }

    private static Optional<Map<String, Object>> inCell(List<String> cells, String column) throws Unreadable {
        for (String cell : cells) {
            if (cell.startsWith("{")) {
                return Optional.of(JsonTree.object(cell));
            }
        }
        if (cells.contains(column)) {
            return Optional.empty();
        }
        throw new Unreadable("no cell holds a JSON object");
    }
}
