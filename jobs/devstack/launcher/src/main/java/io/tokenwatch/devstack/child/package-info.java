/** The only code of this jar that runs inside the servers' processes. It uses the JDK alone. */
@NullMarked
package io.tokenwatch.devstack.child;

import org.jspecify.annotations.NullMarked;
