package io.tokenwatch.sigma;

import io.tokenwatch.yaml.Place;

/**
 * What became of one line of a Sigma rule.
 *
 * @param from the key or value as it is written
 * @param to what it maps onto, or why it does not
 */
public record Note(Place place, boolean maps, String from, String to) implements Comparable<Note> {
    @Override
    public String toString() {
        return place + ": " + (maps ? from + " -> " + to : from + " does not map: " + to);
    }

    @Override
    public int compareTo(Note other) {
        int byPlace = place.compareTo(other.place);
        return byPlace != 0 ? byPlace : toString().compareTo(other.toString());
    }
}
