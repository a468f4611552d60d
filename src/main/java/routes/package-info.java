/**
 * The protocol: the one place where rooms meet and where the order of irreversible steps is read.
 * Only {@code app} may import it.
 */
package routes;
