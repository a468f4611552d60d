/**
 * XGBoost's own forms of a regressor: JSON, UBJ and the older binary one are read, judged and
 * written as ONNX. Only lab.importer may import it.
 */
package lab.importer.xgboost;
