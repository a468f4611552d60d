/** Speed of a served model and how the predictor survives damaged files. Imported by cli only. */
package lab.bench;
