/**
 * Products as data: a YAML file says which fields of a log are which of the canonical event. {@link
 * io.tokenwatch.connector.mapping.Mapping} is what it says, {@link io.tokenwatch.connector.mapping.MappedReader} reads logs by it. Shipped products
 * and a user's own ({@code mapping:FILE}) are the same.
 */
@NullMarked
package io.tokenwatch.connector.mapping;

import org.jspecify.annotations.NullMarked;
