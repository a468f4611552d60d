/** A backtest as HTML page, charts, table and CSV. Imported by cli only. */
package lab.report;
