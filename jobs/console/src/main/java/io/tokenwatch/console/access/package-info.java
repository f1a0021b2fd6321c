/** Who may see and do what: sign-in, sessions, roles, tenants. */
@NullMarked
package io.tokenwatch.console.access;

import org.jspecify.annotations.NullMarked;
