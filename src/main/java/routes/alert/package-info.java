/**
 * Which journal entries and warnings become a message to the operator, and when a message is
 * repeated. Imported by config and daemon.
 */
package routes.alert;
