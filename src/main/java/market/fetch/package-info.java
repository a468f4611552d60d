/**
 * One run of requests to one source: request budget, deadline, what was asked lately, failover and
 * minute prices. Imported by market and by the market routes.
 */
package market.fetch;
