package io.tokenwatch.connector.network;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is known of one address.
 *
 * @param asn number of the autonomous system; {@link TokenEvent#ABSENT} if unknown
 * @param type hosting, isp, mobile, vpn, relay, tor or satellite; empty if unknown, as are the others
 * @param country two letters, ISO 3166-1
 * @param latitude degrees; NaN if unknown
 * @param longitude degrees; NaN if unknown
 */
record NetworkFact(long asn, String type, String country, double latitude, double longitude) {
    static final NetworkFact NONE = new NetworkFact(TokenEvent.ABSENT, "", "", Double.NaN, Double.NaN);

    /** With what the other says where this one says nothing; a place is taken as a whole. */
    NetworkFact or(NetworkFact other) {
        boolean placed = !Double.isNaN(latitude) && !Double.isNaN(longitude);
        return new NetworkFact(
                asn == TokenEvent.ABSENT ? other.asn : asn,
                type.isEmpty() ? other.type : type,
                country.isEmpty() ? other.country : country,
                placed ? latitude : other.latitude,
                placed ? longitude : other.longitude);
    }

    /** Sets the fields that the event lacks. */
    void fill(TokenEvent event) {
        if (asn != TokenEvent.ABSENT && !event.has(Field.SRC_ASN)) {
            event.set(Field.SRC_ASN, asn);
        }
        if (!type.isEmpty() && !event.has(Field.SRC_AS_TYPE)) {
            event.set(Field.SRC_AS_TYPE, type);
        }
        if (!country.isEmpty() && !event.has(Field.SRC_COUNTRY)) {
            event.set(Field.SRC_COUNTRY, country);
        }
        if (!Double.isNaN(latitude)
                && !Double.isNaN(longitude)
                && !event.has(Field.SRC_LAT)
                && !event.has(Field.SRC_LON)) {
            event.set(Field.SRC_LAT, latitude);
            event.set(Field.SRC_LON, longitude);
        }
    }

    /** The fields that it can fill. */
    Set<Field> fields() {
        TokenEvent event = new TokenEvent();
        fill(event);
        Set<Field> fields = EnumSet.noneOf(Field.class);
        for (Field field : Field.values()) {
            if (event.has(field)) {
                fields.add(field);
            }
        }
        return fields;
    }
}
