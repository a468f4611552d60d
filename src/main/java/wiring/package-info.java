/**
 * Creates the objects of every room from the settings: chain clients, journal, market, models,
 * clock. The one place that knows their constructors; knows no Camel. Imported by daemon, doctor,
 * report, trials and cli.
 */
package wiring;
