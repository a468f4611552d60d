/**
 * How the daemon fares: heartbeat, epochs since the last accepted one, warnings for the operator,
 * the report of every closed entry. Imported by routes.step, routes.alert and daemon.
 */
package routes.health;
