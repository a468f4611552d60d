/**
 * How the daemon fares: heartbeat, epochs since the last accepted one, warnings for the operator,
 * the report of every closed entry, alerts. Imported by routes, routes.step and daemon.
 */
package routes.health;
