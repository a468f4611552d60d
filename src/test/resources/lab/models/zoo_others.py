"""Writes models of scikit-learn, LightGBM and CatBoost in their own files and exported with the very lines
of docs/models.md, each with rows and answers of its own library: python zoo_others.py OUT
pip install scikit-learn skl2onnx lightgbm onnxmltools catboost joblib
"""
import csv, pathlib, pickle, sys, warnings
warnings.simplefilter("ignore")
import numpy as np, joblib, lightgbm
from sklearn.ensemble import RandomForestRegressor, HistGradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
out = pathlib.Path(sys.argv[1]) / "others"; out.mkdir(parents=True, exist_ok=True)
names = ["log_price","ret_1h","ret_24h","ma_24h","ma_72h","vol_24h","price_pos_24h","price_pos_72h","ma_ratio_72_24","exp_vol_ratio"]
g=np.random.default_rng(67); X=g.normal(size=(800,10)); y=0.02*np.tanh(X[:,1])-0.01*X[:,4]+0.005*g.normal(size=800)
rows=X[:60].astype("float32").astype(float)
def keep(name, p):
    with open(out/(name+".rows.csv"),"w",newline="") as f:
        t=csv.writer(f); t.writerow(names+["prediction"]); t.writerows([*map(repr,map(float,r)),repr(float(v))] for r,v in zip(rows,np.ravel(p)))
for n,model in {"forest":RandomForestRegressor(20,max_depth=5,random_state=1),"histgb":HistGradientBoostingRegressor(max_iter=30),"pipeline":make_pipeline(StandardScaler(),Ridge())}.items():
    model.fit(X,y)
    (out/(n+".pkl")).write_bytes(pickle.dumps(model)); keep(n+".pkl",model.predict(rows)); joblib.dump(model,out/(n+".joblib"),compress=3); keep(n+".joblib",model.predict(rows))
    from skl2onnx import to_onnx
    onnx = to_onnx(model, X[:1].astype("float32"))
    open(out/(n+".onnx"),"wb").write(onnx.SerializeToString()); keep(n+".onnx",model.predict(rows))
for n,k in {"lgb-gbdt":{},"lgb-rf":dict(boosting_type="rf",bagging_freq=1,bagging_fraction=.7)}.items():
    model=lightgbm.LGBMRegressor(n_estimators=20,num_leaves=8,verbose=-1,**k).fit(X,y)
    model.booster_.save_model(str(out/(n+".txt"))); keep(n+".txt",model.predict(rows)); (out/(n+".pkl")).write_bytes(pickle.dumps(model)); keep(n+".pkl",model.predict(rows))
    import onnxmltools; from onnxmltools.convert.common.data_types import FloatTensorType
    onnx = onnxmltools.convert_lightgbm(model, initial_types=[("x", FloatTensorType([None, X.shape[1]]))])
    open(out/(n+".onnx"),"wb").write(onnx.SerializeToString()); keep(n+".onnx",model.predict(rows))
import catboost
model=catboost.CatBoostRegressor(iterations=30,depth=4,verbose=0,allow_writing_files=False).fit(X,y)
model.save_model(str(out/"cat.onnx"),format="onnx"); keep("cat.onnx",model.predict(rows)); model.save_model(str(out/"cat.cbm")); keep("cat.cbm",model.predict(rows)); (out/"cat.pkl").write_bytes(pickle.dumps(model)); keep("cat.pkl",model.predict(rows))
