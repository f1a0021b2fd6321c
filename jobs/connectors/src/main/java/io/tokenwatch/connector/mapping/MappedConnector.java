package io.tokenwatch.connector.mapping;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.RecordReader;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.event.Shape;
import io.tokenwatch.yaml.Faults;
import java.util.List;

/** The connector that a mapping file is. */
public final class MappedConnector implements Connector {
    private final Mapping mapping;
    private final List<Shape> shapes;

    private MappedConnector(Mapping mapping) {
        this.mapping = mapping;
        this.shapes = mapping.shapes();
    }

    /**
     * @param file what faults call it
     * @throws io.tokenwatch.yaml.FaultyFileException if it is no mapping; the message says what is wrong, and where
     */
    public static MappedConnector of(String file, String yaml) {
        Faults faults = new Faults();
        Mapping mapping = MappingFile.read(file, yaml, faults);
        return new MappedConnector(mapping);
    }

    @Override
    public String format() {
        return mapping.format();
    }

    @Override
    public String product() {
        return mapping.product();
    }

    @Override
    public List<Shape> shapes() {
        return shapes;
    }

    @Override
    public boolean recognises(String line) {
        return mapping.recognises(line);
    }

    @Override
    public RecordReader open(Settings settings) {
        return new MappedReader(this, mapping, settings);
    }
}
