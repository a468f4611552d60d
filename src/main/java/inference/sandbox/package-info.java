/**
 * Opens an unknown model in a child JVM first, so that a damaged or hostile file harms only that
 * process. Imported by inference and lab.importer.
 */
package inference.sandbox;
