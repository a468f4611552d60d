/**
 * Records that two rooms pass between them. Imports {@code java.*} only; a type belongs here if and
 * only if it crosses a room's border. Everybody may import it.
 */
package domain;
