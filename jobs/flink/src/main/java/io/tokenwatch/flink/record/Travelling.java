package io.tokenwatch.flink.record;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/**
 * A record of no fixed length that travels between operators in the bytes that it writes itself.
 *
 * @param <T> itself
 */
public interface Travelling<T extends Travelling<T>> extends CopyableValue<T> {
    @Override
    default int getBinaryLength() {
        return -1;
    }

    /** By reading it: where it ends, only its content says. */
    @Override
    default void copy(DataInputView source, DataOutputView target) throws IOException {
        T passing = copy();
        passing.read(source);
        passing.write(target);
    }
}
