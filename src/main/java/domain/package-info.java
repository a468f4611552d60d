/**
 * Records that two rooms pass between them: windows, claims, attempts, outcomes. Imports java.* and
 * base only. Everybody may import it.
 */
package domain;
