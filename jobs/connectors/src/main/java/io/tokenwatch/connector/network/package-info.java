/** What databases know of an address: its network, country and place. Local files only; no name server is asked. */
@NullMarked
package io.tokenwatch.connector.network;

import org.jspecify.annotations.NullMarked;
