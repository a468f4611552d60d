/**
 * Reads XGBoost's formats of a regressor (JSON, UBJSON and the older binary one), checks the model
 * and writes it as ONNX. Only lab.importer may import it.
 */
package lab.importer.xgboost;
