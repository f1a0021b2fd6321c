package io.tokenwatch.yaml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * A place in a file.
 *
 * @param line counted from 1; 0 if the fault is of the whole file
 * @param column counted from 1
 */
public record Place(String file, int line, int column) implements Comparable<Place> {
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }

    static Place of(String file, Optional<Mark> mark) {
        return mark.map(m -> new Place(file, m.getLine() + 1, m.getColumn() + 1))
                .orElseGet(() -> of(file));
    }

    @Override
    public int compareTo(@Nullable Place other) {
        if (other == null) {
            return 1;
        }
        int byFile = file.compareTo(other.file);
        int byLine = Integer.compare(line, other.line);
        return byFile != 0 ? byFile : byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
