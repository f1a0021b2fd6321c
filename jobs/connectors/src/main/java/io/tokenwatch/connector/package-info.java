/**
 * Native audit logs become canonical events: one {@link io.tokenwatch.connector.Connector} per product, pure
 * functions of one record, safe against whatever a log may hold. No raw token leaves this package.
 */
@NullMarked
package io.tokenwatch.connector;

import org.jspecify.annotations.NullMarked;
